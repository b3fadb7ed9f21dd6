using System.Text;
using System.Text.RegularExpressions;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Tests.Tasks;

/// <summary>The owner of a task is told by mail, and decides by one of its links.</summary>
public sealed partial class DecidingByLinkTests
{
    private static readonly string task = $"{World.InstanceOf()}~1.2.1.1";

    [Fact]
    public async Task The_owner_gets_the_brief_and_a_link_for_each_outcome()
    {
        var world = await OpenAsync();

        var mail = Assert.Single(world.Post.Internal);

        Assert.Equal(
            ($"{task}~mia@us.example", "mia@us.example", "Qualify Ada"),
            (mail.Effect, mail.To, mail.Content.Subject)
        );
        Assert.Contains($"Task of Nurture: Ada, due {Due(world)} UTC", mail.Content.Text);
        Assert.Contains("Came by: whitepaper.downloaded", mail.Content.Text);
        Assert.Equal(["qualified", "rejected"], Links(mail).Keys);
    }

    [Fact]
    public async Task A_colleagues_mail_is_no_touchpoint_of_the_contact()
    {
        var world = await OpenAsync();
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default);
        Assert.Equal(["email.sent", "whitepaper.downloaded"], touchpoints.Select(touchpoint => touchpoint.Type));
    }

    [Fact]
    public async Task Opening_a_link_shows_what_it_does_and_changes_nothing()
    {
        var world = await OpenAsync();

        var page = await GetAsync(world, Link(world, "qualified"));

        Assert.Contains("<h1>Qualify Ada</h1>", page);
        Assert.Contains("You decide as <b>mia@us.example</b>.", page);
        Assert.Contains("<button>Decide: qualified</button>", page);
        Assert.Contains("name=\"answer:contact.budget\"", page);
        Assert.True((await TaskAsync(world)).IsOpen);
    }

    [Fact]
    public async Task Sending_the_form_decides_as_the_one_to_whom_the_link_was_sent()
    {
        var world = await OpenAsync();

        var page = await PostAsync(world, Link(world, "qualified"), "answer%3Acontact.budget=50k&answer%3Aother=");

        Assert.Contains("<b>qualified</b> is noted, by mia@us.example.", page);
        var closed = await TaskAsync(world);
        Assert.Equal((StoredTask.Answered, "qualified", "mia@us.example"), (closed.Status, closed.Outcome, closed.By));
        Assert.Equal("handoff", (await world.StandingAsync()).Step);
        Assert.Equal("50k", (await ProfileAsync(world)).Text("budget"));
    }

    [Fact]
    public async Task A_second_use_says_what_happened_when_and_by_whom()
    {
        var world = await OpenAsync();
        var (qualified, rejected) = (Link(world, "qualified"), Link(world, "rejected"));
        await PostAsync(world, qualified);
        var at = $"{world.Time.GetUtcNow():yyyy-MM-dd HH:mm} UTC";
        world.Time.Advance(TimeSpan.FromHours(1));

        foreach (var link in new[] { qualified, rejected })
        {
            var expected = $"<p><b>mia@us.example</b> decided <b>qualified</b> on {at}.</p>";
            Assert.Contains(expected, await GetAsync(world, link));
            Assert.Contains(expected, await PostAsync(world, link));
        }

        Assert.Equal("handoff", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task A_colleague_who_was_faster_is_named()
    {
        var world = await OpenAsync();
        await world.Get<TaskAnswers>().AnswerAsync(task, "rejected", "tom@us.example", Fields.Empty, default);

        Assert.Contains(
            "<b>tom@us.example</b> decided <b>rejected</b> on",
            await PostAsync(world, Link(world, "qualified"))
        );
    }

    [Fact]
    public async Task A_journey_that_went_on_says_so()
    {
        var world = await OpenAsync(leave: "contact.leftCompany");
        await world.SendAsync("contact.leftCompany", id: "2");

        Assert.Contains(
            "The journey went on without this decision on",
            await GetAsync(world, Link(world, "qualified"))
        );
    }

    [Fact]
    public async Task A_task_that_was_given_to_somebody_else_is_not_decided_by_the_old_link()
    {
        var world = await OpenAsync();
        var others = new DecisionLink(task, "qualified", "tom@us.example");
        var link = new Uri(await world.Get<PublicLinks>().DecideAsync(others, world.Now, default)).Query;

        Assert.Contains("It was given to <b>mia@us.example</b>.", await PostAsync(world, link));
        Assert.True((await TaskAsync(world)).IsOpen);
    }

    [Fact]
    public async Task A_link_expires_a_fortnight_after_the_deadline()
    {
        var world = await OpenAsync();
        var link = Link(world, "qualified");

        world.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromHours(3));
        Assert.Contains("Decide: qualified", await GetAsync(world, link));
        world.Time.Advance(TimeSpan.FromHours(2));
        Assert.Contains("This link does not open", await PostAsync(world, link));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_kept_is_explained_above_the_form()
    {
        var world = await OpenAsync();
        var page = await PostAsync(world, Link(world, "qualified"), "answer%3Acontact.shoeSize=42");
        Assert.Contains("The task does not ask for &quot;contact.shoeSize&quot;.", page);
        Assert.Contains("<button>Decide: qualified</button>", page);
    }

    [Fact]
    public async Task Html_in_a_name_stays_text_in_the_mail_and_on_the_pages()
    {
        var world = await OpenAsync(name: "<img src=x onerror=alert(1)>");

        var mail = Assert.Single(world.Post.Internal);

        Assert.DoesNotContain("<img", mail.Content.Html);
        Assert.DoesNotContain("<img", await GetAsync(world, Link(world, "qualified")));
        Assert.DoesNotContain("<img", await PostAsync(world, Link(world, "qualified")));
        Assert.DoesNotContain("<img", await GetAsync(world, Link(world, "rejected")));
    }

    [Fact]
    public async Task A_mail_that_is_refused_leaves_the_task_on_its_owners_list()
    {
        var world = await World.StartAsync(
            Samples.Steps[Samples.Steps.IndexOf("\"qualify\":", StringComparison.Ordinal)..]
        );
        world.Post.Refusal = new(Passing: false, "no such mailbox");
        await world.SendAsync("whitepaper.downloaded");

        Assert.Equal("waiting", (await world.StandingAsync()).Status);
        var entry = Assert.Single(await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default));
        Assert.Equal("assigned to mia@us.example, who could not be mailed: no such mailbox", entry.Detail);
    }

    [Fact]
    public async Task An_opening_that_is_done_again_after_a_crash_mails_once()
    {
        for (var call = 1; call < 30; call++)
        {
            var world = await World.StartAsync();
            world.Tables.FailAt(call, Fault.CrashAfter);
            await Record.ExceptionAsync(() => world.SendAsync("whitepaper.downloaded"));
            world.Restart();
            await world.SendAsync("whitepaper.downloaded");
            await world.RecoverAsync();

            Assert.Equal([$"{task}~{(await TaskAsync(world)).Owner}"], world.Post.Internal.Select(mail => mail.Effect));
        }
    }

    private static async Task<World> OpenAsync(string name = "Ada", string? leave = null)
    {
        var world = await World.StartAsync(steps: null);
        var request = Samples.Request();
        await world.PublishAsync(
            leave is null
                ? request
                : request with
                {
                    Definition = request.Definition.Replace(
                        "\"sending\"",
                        $$"""
                        "leave": [{ "on": "{{leave}}" }], "sending"
                        """
                    ),
                }
        );
        await world.SendAsync("whitepaper.downloaded", data: $$"""{ "contact": { "name": "{{name}}" } }""");
        return world;
    }

    private static string Due(World world) => $"{world.Time.GetUtcNow() + TimeSpan.FromHours(4):yyyy-MM-dd HH:mm}";

    private static string Link(World world, string outcome) => Links(world.Post.Internal[0])[outcome];

    private static Dictionary<string, string> Links(OutgoingMail mail) =>
        LinkOf()
            .Matches(mail.Content.Text)
            .ToDictionary(found => found.Groups["outcome"].Value, found => found.Groups["query"].Value);

    private static async Task<StoredTask> TaskAsync(World world) =>
        Assert.IsType<StoredTask>(await world.Get<TaskBoard>().FindAsync(task, default));

    private static async Task<Fields> ProfileAsync(World world) =>
        (await world.Get<ContactStore>().ReadAsync("ada@example.com", default)).Profile;

    private static Task<string> GetAsync(World world, string query) =>
        ExecuteAsync(query, "", request => world.Get<DecidePage>().ShowAsync(request, default));

    private static Task<string> PostAsync(World world, string query, string form = "") =>
        ExecuteAsync(query, form, request => world.Get<DecidePage>().DecideAsync(request, default));

    private static async Task<string> ExecuteAsync(string query, string form, Func<HttpRequest, Task<IResult>> ask)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new(query);
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(form));
        using var body = new MemoryStream();
        http.Response.Body = body;
        await (await ask(http.Request)).ExecuteAsync(http);
        return Encoding.UTF8.GetString(body.ToArray());
    }

    [GeneratedRegex(
        @"^(?<outcome>\w+):\n\S+/decide(?<query>\?t=\S+)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex LinkOf();
}
