using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Catalog;

public sealed class PublisherTests
{
    [Fact]
    public async Task A_journey_is_published_as_version_pointer_and_audit()
    {
        var world = await World.StartAsync(steps: null);
        var answer = await world.PublishAsync(Samples.Request());
        Assert.True(answer.Changed);
        var rows = await RowsAsync(world);
        Assert.Equal(
            ["a~", "live", $"v~{answer.Version}"],
            rows.Select(row => row.StartsWith("a~", StringComparison.Ordinal) ? "a~" : row)
        );
        var live = await world.Get<JourneyCatalog>().FindAsync(Samples.Journey, default);
        Assert.Equal((answer.Version, "Nurture", 4), (live!.Version, live.Title, live.Shards));
    }

    [Fact]
    public async Task The_same_content_again_changes_nothing()
    {
        var world = await World.StartAsync();
        var before = await RowsAsync(world);
        Assert.False((await world.PublishAsync(Samples.Request())).Changed);
        Assert.Equal(before, await RowsAsync(world));
    }

    [Fact]
    public async Task Errors_refuse_everything_and_name_file_line_and_cure()
    {
        var world = await World.StartAsync(steps: null);
        var request = Samples.Request(
            """
            "thanks":  { "email": "thanks", "then": "qualify" },
            "qualify": { "task": "Qualify {{contact.nmae}}", "team": "inside-sale", "within": "4 hours",
                         "outcomes": { "done": "end" }, "late": "end" },
            "end": { "end": "done" }
            """
        );
        var refused = Assert.IsType<Publication.Refused>(
            await world.Get<Publisher>().PublishAsync(Samples.Journey, request, "test", default)
        );
        var lines = refused.Diagnostics.Select(finding => finding.ToString()).ToList();
        Assert.Contains(
            lines,
            line =>
                line.Contains("nurture/journey.json:5:", StringComparison.Ordinal)
                && line.Contains("contact.nmae", StringComparison.Ordinal)
        );
        Assert.Contains(
            lines,
            line =>
                line.Contains("J433", StringComparison.Ordinal)
                && line.EndsWith("Did you mean \"inside-sales\"?", StringComparison.Ordinal)
        );
        Assert.Empty(await RowsAsync(world));
        Assert.Empty((await world.Get<Workspace>().TeamsAsync(default)).ByName);
    }

    [Fact]
    public async Task A_mail_with_an_unknown_variable_refuses_the_journey()
    {
        var world = await World.StartAsync(steps: null);
        var emails = new Dictionary<string, string>(Samples.Emails) { ["thanks.txt"] = "Hello {{contact.nmae}}" };
        var refused = Assert.IsType<Publication.Refused>(
            await world
                .Get<Publisher>()
                .PublishAsync(Samples.Journey, Samples.Request() with { Emails = emails }, "test", default)
        );
        Assert.StartsWith(
            "nurture/emails/thanks.txt:1:",
            Assert.Single(refused.Diagnostics).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Broken_teams_refuse_the_journey()
    {
        var world = await World.StartAsync(steps: null);
        var request = Samples.Request() with { Teams = """{ "teams": { "inside-sales": { "members": [] } } }""" };
        var refused = Assert.IsType<Publication.Refused>(
            await world.Get<Publisher>().PublishAsync(Samples.Journey, request, "test", default)
        );
        Assert.Contains("has no members", refused.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_while_publishing_leaves_the_old_version_or_the_new_one()
    {
        var changed = Samples.Request(Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal));
        for (var call = 1; call < 8; call++)
        {
            var world = await World.StartAsync();
            var catalog = world.Get<JourneyCatalog>();
            var before = (await catalog.FindAsync(Samples.Journey, default))!.Version;
            world.Tables.FailAt(call, call % 2 == 0 ? Fault.CrashAfter : Fault.CrashBefore);
            await Record.ExceptionAsync(() => world.PublishAsync(changed));
            world.Restart();
            var live = (await world.Get<JourneyCatalog>().FindAsync(Samples.Journey, default))!.Version;
            await world.Get<JourneyCatalog>().GetAsync(Samples.Journey, live, default);
            var again = await world.PublishAsync(changed);
            Assert.NotEqual(before, again.Version);
        }
    }

    [Fact]
    public async Task Events_that_only_an_older_version_listens_for_still_reach_its_instances()
    {
        var world = await World.StartAsync(Waiting("old.event"));
        await world.SendAsync("whitepaper.downloaded");
        await world.PublishAsync(Samples.Request(Waiting("new.event")));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await world.SendAsync("old.event", id: "2");
        Assert.Equal([World.InstanceOf()], answer.Events[0].Instances);
        Assert.Equal("came", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task A_journey_of_many_long_mails_is_kept_whole()
    {
        var world = await World.StartAsync(steps: null);
        var steps = string.Join(
            ",\n",
            Enumerable.Range(0, 20).Select(n => $"\"s{n}\": {{ \"email\": \"m{n}\", \"then\": \"s{n + 1}\" }}")
        );
        var emails = Enumerable
            .Range(0, 20)
            .SelectMany(n =>
                new[]
                {
                    KeyValuePair.Create(
                        $"m{n}.html",
                        $"<title>Mail {n}</title>"
                            + string.Concat(Enumerable.Range(0, 3000).Select(i => $"<p>{n} {i}</p>"))
                    ),
                    KeyValuePair.Create($"m{n}.txt", $"Mail {n}"),
                }
            )
            .ToDictionary();
        await world.PublishAsync(
            Samples.Request($"{steps}, \"s20\": {{ \"end\": \"done\" }}") with
            {
                Emails = emails,
            }
        );
        world.Restart();
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(20, world.Post.Mails.Count);
    }

    private static string Waiting(string type) =>
        $$"""
            "wait": { "waitFor": { "event": "{{type}}" }, "upTo": "3 days", "then": "came", "otherwise": "over" },
            "came": { "end": "came" }, "over": { "end": "over" }
            """;

    private static async Task<List<string>> RowsAsync(World world)
    {
        var query = new RowQuery { Partition = Samples.Journey };
        return [.. (await world.Store.QueryAsync(CatalogRows.Table, query, default)).Rows.Select(row => row.Row)];
    }
}
