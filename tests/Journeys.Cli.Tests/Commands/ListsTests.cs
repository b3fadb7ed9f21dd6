using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class ListsTests
{
    private const string Tasks = "GET tasks?status=open&top=50";

    private static FakeHost WithTasks() =>
        new FakeHost().Has(
            Tasks,
            Samples.Page(
                Samples.Qualify,
                Samples.Qualify with
                {
                    Late = true,
                    Due = Samples.Ago(2),
                    Title = "Call Bo",
                }
            ),
            ApiJson.Default.PageTaskDetail
        );

    [Fact]
    public async Task Open_tasks_stand_one_on_a_line_where_there_is_room()
    {
        var ran = await Terminal.RunAsync(WithTasks(), "tasks");

        Assert.Equal(
            """
            DUE            TASK               TEAM          OWNER                   ID
            in 3 h         Qualify Anna Berg  inside-sales  mia.keller@example.com  whitepaper-nurture~k3jx52hqz7mbd4ta~1.3.1.1
            late, 2 h ago  Call Bo            inside-sales  mia.keller@example.com  whitepaper-nurture~k3jx52hqz7mbd4ta~1.3.1.1
            """,
            ran.Output
        );
        Assert.Equal((0, ""), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task On_a_narrow_terminal_the_id_moves_beneath_and_texts_are_cut_but_never_the_id()
    {
        var ran = await new Terminal(WithTasks()) { Width = 60 }.RunAsync("tasks");

        Assert.Equal(
            """
            DUE            TASK            TEAM          OWNER
            in 3 h         Qualify Anna…   inside-sales  mia.keller@exa…
                whitepaper-nurture~k3jx52hqz7mbd4ta~1.3.1.1
            late, 2 h ago  Call Bo         inside-sales  mia.keller@exa…
                whitepaper-nurture~k3jx52hqz7mbd4ta~1.3.1.1
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task Filters_go_to_the_host()
    {
        var host = new FakeHost();
        await Terminal.RunAsync(
            host,
            "tasks",
            "--closed",
            "--team",
            "inside sales",
            "--owner",
            "mia@x.y",
            "--top",
            "3"
        );

        Assert.Equal(["GET tasks?status=closed&team=inside%20sales&owner=mia%40x.y&top=3"], host.Asked);
    }

    [Fact]
    public async Task Json_is_what_the_host_wrote_and_nothing_else()
    {
        const string Written = """{ "items": [],  "next": null, "added": "by a newer host" }""";
        var host = new FakeHost().Says(Tasks, System.Net.HttpStatusCode.OK, "application/json", Written);

        var ran = await Terminal.RunAsync(host, "tasks", "--json");

        Assert.Equal(new Ran(0, Written, ""), ran);
    }

    [Fact]
    public async Task All_follows_every_page_and_joins_the_json()
    {
        var first = new Page<TaskDetail>([Samples.Qualify with { Id = "a" }], "page 2");
        var host = new FakeHost()
            .Has("GET tasks?status=open&top=200", first, ApiJson.Default.PageTaskDetail)
            .Has(
                "GET tasks?status=open&top=200&after=page%202",
                Samples.Page(Samples.Qualify with { Id = "b" }),
                ApiJson.Default.PageTaskDetail
            );

        var ran = await Terminal.RunAsync(host, "tasks", "--all", "--json");

        var page = System.Text.Json.JsonSerializer.Deserialize(ran.Output, ApiJson.Default.PageTaskDetail)!;
        Assert.Equal(["a", "b"], page.Items.Select(task => task.Id));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_list_that_goes_on_says_so()
    {
        var page = new Page<MailSummary>([Samples.ThankYou.Summary], "next");
        var host = new FakeHost().Has("GET mail?top=1", page, ApiJson.Default.PageMailSummary);

        var ran = await Terminal.RunAsync(host, "mail", "--top", "1");

        Assert.Equal(
            """
            SENT      TO                          SUBJECT                ID
            25 h ago  anna.berg@nordwind.example  Your whitepaper, Anna  whitepaper-nurture~k3jx52hqz7mbd4ta~1.1.1.1

            There are more: --all shows them.
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task An_empty_list_says_so()
    {
        var host = new FakeHost().Has(Tasks, Samples.Page<TaskDetail>(), ApiJson.Default.PageTaskDetail);

        Assert.Equal(new Ran(0, "No open tasks.", ""), await Terminal.RunAsync(host, "tasks"));
    }
}
