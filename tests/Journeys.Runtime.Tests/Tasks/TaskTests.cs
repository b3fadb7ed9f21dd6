using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Tasks;

public sealed class TaskTests
{
    private static readonly string[] AllTeams = ["account-manager", "inside-sales", "sales-lead"];

    [Fact]
    public async Task Members_take_turns()
    {
        var world = await World.StartAsync();
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await world.SendAsync("whitepaper.downloaded", contact: $"{name}@example.com");
        }

        var owners = (await OpenAsync(world)).Select(task => task.Owner).Order();
        Assert.Equal(["mia@us.example", "mia@us.example", "tom@us.example", "tom@us.example"], owners);
    }

    [Theory]
    [InlineData("""{ "contact": { "owner": "Tom@us.example" } }""")]
    [InlineData("""{ "account": { "id": "acme", "owner": "tom@us.example" } }""")]
    [InlineData(
        """{ "contact": { "owner": "henrik@us.example" }, "account": { "id": "acme", "owner": "tom@us.example" } }"""
    )]
    public async Task Who_knows_the_contact_already_gets_the_task_if_in_the_team(string data)
    {
        var world = await World.StartAsync();
        foreach (var name in new[] { "a", "b" })
        {
            await world.SendAsync("whitepaper.downloaded", contact: $"{name}@example.com", data: data);
        }

        Assert.Equal(["tom@us.example", "tom@us.example"], (await OpenAsync(world)).Select(task => task.Owner));
    }

    [Fact]
    public async Task The_brief_says_who_it_is_what_they_wanted_and_what_happened()
    {
        var world = await World.StartAsync();
        await world.SendAsync("page.viewed", id: "0", data: """{ "url": "/pricing" }""", ago: TimeSpan.FromHours(1));
        await world.SendAsync(
            "whitepaper.downloaded",
            data: """{ "topic": "energy", "contact": { "name": "Ada", "budget": "50k" }, "account": { "id": "acme", "name": "Acme" } }"""
        );
        var task = Assert.Single(await OpenAsync(world));
        Assert.Equal("Qualify Ada", task.Title);
        Assert.Equal(
            [
                new("contact", "Name", "Ada"),
                new("contact", "Email", "ada@example.com"),
                new("contact", "Account", "Acme"),
                new("interest", "Came by", "whitepaper.downloaded on 2026-03-02 09:00 UTC"),
                new("interest", "topic", "energy"),
                new("answers", "contact.budget is known", "50k"),
            ],
            task.Brief.Where(line => line.Section != "activity")
        );
        Assert.Equal(
            [
                "2026-03-02 08:00 UTC: page.viewed, url /pricing",
                "2026-03-02 09:00 UTC: email.sent, step thanks, template thanks",
                "2026-03-02 09:00 UTC: whitepaper.downloaded, topic energy",
            ],
            task.Brief.Where(line => line.Section == "activity").Select(line => $"{line.Label}: {line.Text}").Order()
        );
    }

    [Fact]
    public async Task The_hand_over_carries_what_the_task_found_out()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var answers = Fields.Of(KeyValuePair.Create("contact.budget", FieldValue.Of("80k")));
        await AnswerAsync(world, "qualified", answers: answers);
        var handoff = Assert.Single(await OpenAsync(world));
        Assert.Equal("account-manager", handoff.Effect.Team);
        Assert.Contains(new("answers", "qualify", "qualified, by mia@us.example"), handoff.Brief);
        Assert.Contains(new("answers", "contact.budget", "80k"), handoff.Brief);
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal("80k", contact.Profile.Text("budget"));
    }

    [Fact]
    public async Task An_accepted_hand_over_moves_the_ownership_of_contact_and_account()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded", data: """{ "account": { "id": "acme" } }""");
        await AnswerAsync(world, "qualified");
        await AnswerAsync(world, "accepted", by: "claire@us.example");
        Assert.Empty(await OpenAsync(world));
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal("claire@us.example", contact.Profile.Text("owner"));
        Assert.Equal("claire@us.example", (await world.Get<AccountStore>().ReadAsync("acme", default)).Text("owner"));
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 20, null, default);
        Assert.Contains(touchpoints, touch => touch.Type == OwnTouchpoints.OwnerChanged);
        Assert.Equal("handed-over", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task A_declined_hand_over_leaves_the_owner()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        await AnswerAsync(world, "qualified");
        await AnswerAsync(world, "declined");
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Null(contact.Profile.Text("owner"));
    }

    [Fact]
    public async Task A_late_answer_does_nothing_and_says_why()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var task = Assert.Single(await OpenAsync(world));
        await AnswerAsync(world, "rejected");
        var late = await world.Get<TaskAnswers>().AnswerAsync(task.Id, "qualified", null, Fields.Empty, default);
        var taken = Assert.IsType<TaskAnswer.Taken>(late);
        Assert.IsType<AdvanceAnswer.Ignored>(taken.Answer);
        Assert.Equal("the answer belongs to a task that is no longer open", taken.Answer.ToString());
    }

    [Fact]
    public async Task A_task_is_late_by_the_clock_and_its_owner_is_told()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var task = Assert.Single(await OpenAsync(world));
        Assert.False(task.ToDetail(world.Now).Late);
        await world.PassAsync(TimeSpan.FromHours(4.5));
        Assert.True(task.ToDetail(world.Now).Late);
        Assert.Equal(
            ["ingrid@us.example", task.Owner],
            world.Post.Internal.Skip(1).Select(mail => mail.To).Order(StringComparer.Ordinal)
        );
        Assert.Equal("ada@example.com still waits", world.Post.Internal[1].Content.Subject);
    }

    [Fact]
    public async Task A_task_that_is_withdrawn_leaves_the_list()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var task = Assert.Single(await OpenAsync(world));
        var cancel = new Orchestrations.Machine.JourneyInput.OperatorDecided(
            Orchestrations.Machine.OperatorAction.Cancel,
            "ops"
        );
        await world.Instances.TellAsync(new(World.InstanceOf(), null, cancel), default);
        Assert.Empty(await OpenAsync(world));
        var closed = await world.Get<TaskBoard>().FindAsync(task.Id, default);
        Assert.Equal((StoredTask.Withdrawn, null), (closed!.Status, closed.Outcome));
    }

    [Fact]
    public async Task A_task_that_is_closed_before_it_was_opened_never_comes_up()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var task = Assert.Single(await OpenAsync(world));
        var board = world.Get<TaskBoard>();
        var other = task with { Effect = task.Effect with { Id = $"{World.InstanceOf()}~9.1.1.1" } };
        await board.CloseAsync(
            new("x", "qualify", task.Effect.Story, other.Id, "inside-sales", task.Effect.Due, "withdrawn", null),
            world.Now,
            default
        );
        await board.OpenAsync(other, default);
        Assert.Equal([task.Id], (await OpenAsync(world)).Select(open => open.Id));
    }

    [Fact]
    public async Task The_list_is_merged_from_teams_and_paged_by_what_is_due_first()
    {
        var world = await World.StartAsync();
        for (var n = 0; n < 7; n++)
        {
            await world.SendAsync("whitepaper.downloaded", contact: $"c{n}@example.com");
            if (n % 2 == 0)
            {
                await AnswerAsync(world, "qualified", contact: $"c{n}@example.com");
            }

            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var (all, _) = await world.Get<TaskList>().ReadAsync(AllTeams, true, null, 50, null, default);
        Assert.Equal(all.OrderBy(task => task.Effect.Due).Select(task => task.Id), all.Select(task => task.Id));
        Assert.Equal(7, all.Length);
        var paged = new List<string>();
        string? after = null;
        do
        {
            var (page, next) = await world.Get<TaskList>().ReadAsync(AllTeams, true, null, 3, after, default);
            paged.AddRange(page.Select(task => task.Id));
            after = next;
        } while (after is not null);

        Assert.Equal(all.Select(task => task.Id), paged);
        var (mine, _) = await world.Get<TaskList>().ReadAsync(AllTeams, true, "henrik@us.example", 50, null, default);
        Assert.All(mine, task => Assert.Equal("henrik@us.example", task.Owner));
        Assert.Equal(2, mine.Length);
    }

    private static async Task<IReadOnlyList<StoredTask>> OpenAsync(World world) =>
        (await world.Get<TaskList>().ReadAsync(AllTeams, true, null, 100, null, default)).Tasks;

    private static async Task AnswerAsync(
        World world,
        string outcome,
        string? by = null,
        Fields? answers = null,
        string contact = "ada@example.com"
    )
    {
        var task = (await OpenAsync(world)).Single(open => open.Contact == contact);
        var answer = await world.Get<TaskAnswers>().AnswerAsync(task.Id, outcome, by, answers ?? Fields.Empty, default);
        Assert.IsType<AdvanceAnswer.Moved>(Assert.IsType<TaskAnswer.Taken>(answer).Answer);
    }
}
