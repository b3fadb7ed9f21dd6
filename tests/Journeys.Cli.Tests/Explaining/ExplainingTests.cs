using System.Text.Json;
using Journeys.Runtime.Tests.Worlds;
using Sample = Journeys.Runtime.Tests.Worlds.Samples;

namespace Journeys.Cli.Tests.Explaining;

/// <summary>Why a contact is where it is, why it is not, and where another version would have led it.</summary>
public sealed class ExplainingTests
{
    private const string Ada = "ada@example.com";

    private const string Steps = """
        "hello":   { "email": "thanks", "then": "clicked" },
        "clicked": { "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "2 days", "then": "fits", "otherwise": "done" },
        "fits":    { "branch": [ { "if": { "contact.budget": "9k" }, "then": "ask" } ], "otherwise": "done" },
        "ask":     { "task": "Call {{contact.name}}", "team": "inside-sales", "within": "4 hours",
                     "outcomes": { "yes": "won", "no": "done" }, "late": "done" },
        "won":     { "end": "won" },
        "done":    { "end": "over" }
        """;

    [Fact]
    public async Task Each_decision_is_told_with_its_values_and_the_line_it_comes_from()
    {
        await using var host = await WonAsync();

        var ran = await host.RunAsync("why", Ada);

        Assert.Equal(
            """
            ada@example.com in nurture: finished: won
            nurture~INSTANCE, run 1, times in UTC

            2026-03-02 09:00  whitepaper.downloaded came, of 2026-03-02 09:00:00 UTC
                hello      entered on whitepaper.downloaded → hello
                hello      sends the mail "thanks"
                line 4     "hello": {"email":"thanks","then":"clicked"}
                with       contact.suppressed = (absent)

            2026-03-02 09:00  send the mail "thanks": done
                hello      the mail "thanks" was sent → clicked
                line 4     "hello": {"email":"thanks","then":"clicked"}
                clicked    waits for email.clicked of "hello" until 2026-03-04 09:00 UTC
                line 5     "clicked": {"waitFor":{"event":"email.clicked","of":"hello"},"upTo":"2 days","then":"fits","otherwise":"done"}
                with       contact.timeZone = (absent)

            2026-03-02 10:00  email.clicked came, of 2026-03-02 10:00:00 UTC
                clicked    email.clicked is remembered
                clicked    email.clicked came → fits
                line 5     "clicked": {"waitFor":{"event":"email.clicked","of":"hello"},"upTo":"2 days","then":"fits","otherwise":"done"}
                fits       contact.budget is 9k → ask
                line 6     "fits": {"branch":[{"if":{"contact.budget":"9k"},"then":"ask"}],"otherwise":"done"}
                ask        asks inside-sales, due 2026-03-02 14:00 UTC
                line 7     "ask": {"task":"Call {{contact.name}}","team":"inside-sales","within":"4 hours","outcomes":{"yes":"won","no":"done"},"late":"done"}
                with       contact.budget = 9k; contact.timeZone = (absent)

            2026-03-02 12:00  tom@us.example answered yes
                ask        tom@us.example decided "yes" → won
                line 7     "ask": {"task":"Call {{contact.name}}","team":"inside-sales","within":"4 hours","outcomes":{"yes":"won","no":"done"},"late":"done"}
                won        ends: won
                line 9     "won": {"end":"won"}
            """,
            ran.Output.Replace(World.InstanceOf()["nurture~".Length..], "INSTANCE", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task As_json_it_has_one_item_for_each_instance()
    {
        await using var host = await WonAsync();

        var ran = await host.RunAsync("why", World.InstanceOf(), "--json");

        using var document = JsonDocument.Parse(ran.Output);
        var story = Assert.Single(document.RootElement.GetProperty("items").EnumerateArray());
        var branch = story
            .GetProperty("causes")
            .EnumerateArray()
            .SelectMany(cause => cause.GetProperty("decisions").EnumerateArray())
            .Single(decision => decision.GetProperty("step").GetString() == "fits");
        Assert.Equal(
            """{"step":"fits","rule":"ConditionTrue","because":"contact.budget is 9k","to":"ask","line":6,"source":"\"fits\": {\"branch\":[{\"if\":{\"contact.budget\":\"9k\"},\"then\":\"ask\"}],\"otherwise\":\"done\"}"}""",
            branch.GetRawText()
        );
    }

    [Fact]
    public async Task Who_is_nowhere_is_asked_why_not()
    {
        await using var host = await RealHost.StartAsync(Steps);
        await host.World.SendAsync("page.viewed");

        Assert.Equal(
            new Ran(0, $"{Ada} is in no journey. Why not: journeys why-not {Ada} <journey>", ""),
            await host.RunAsync("why", Ada)
        );
        Assert.Equal(4, (await host.RunAsync("why", "nobody@example.com")).Code);
        var ran = await host.RunAsync("why-not", Ada, "nurture");
        Assert.Equal(
            """
            ada@example.com and nurture, version version-0001
            No event that starts the journey ever came from the contact: whitepaper.downloaded.

              starts on         whitepaper.downloaded

            It is judged by the live version and with what is known now; when an event came, another version may have been live and other things may have been known.
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task A_recorded_way_comes_out_the_same()
    {
        await using var host = await WonAsync();

        Assert.Equal(
            new Ran(0, "The same: all 4 decisions come out as recorded.", ""),
            await host.RunAsync("rerun", World.InstanceOf())
        );
    }

    [Fact]
    public async Task Another_version_takes_the_same_events_and_answers_elsewhere()
    {
        await using var host = await WonAsync();
        host.Write(
            Steps.Replace("\"contact.budget\": \"9k\"", "\"contact.budget\": \"20k\"", StringComparison.Ordinal)
        );

        var ran = await host.RunAsync("rerun", World.InstanceOf(), "--with", "workspace/nurture");

        Assert.Equal(
            """
            ada@example.com, INSTANCE
                                 RECORDED                                                            WITH workspace/nurture
               2026-03-02 09:00  hello → hello: entered on whitepaper.downloaded   2026-03-02 09:00  hello → hello: entered on whitepaper.downloaded
               2026-03-02 09:00  hello → clicked: the mail "thanks" was sent       2026-03-02 09:00  hello → clicked: the mail "thanks" was sent
               2026-03-02 10:00  clicked → fits: email.clicked came                2026-03-02 10:00  clicked → fits: email.clicked came
            -  2026-03-02 10:00  fits → ask: contact.budget is 9k
            -  2026-03-02 10:00  ask: asks inside-sales, due 2026-03-02 14:00 UTC
            -  2026-03-02 12:00  ask → won: tom@us.example decided "yes"
            -  2026-03-02 12:00  won: ends: won
            +                                                                      2026-03-02 10:00  fits → done: none of the conditions holds
            +                                                                      2026-03-02 10:00  done: ends: over

            It is finished (won); with workspace/nurture it would be finished (over).
            They part at fits.
            Without a place there: the answer yes at ask.
            """,
            ran.Output.Replace(World.InstanceOf(), "INSTANCE", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_version_that_decided_takes_the_contact_the_same_way()
    {
        await using var host = await WonAsync();
        host.Write(Steps);

        var ran = await host.RunAsync("rerun", World.InstanceOf(), "--with", "workspace/nurture", "--json");

        using var document = JsonDocument.Parse(ran.Output);
        Assert.True(document.RootElement.GetProperty("same").GetBoolean(), ran.Output);
        Assert.Equal("finished (won)", document.RootElement.GetProperty("wouldStand").GetString());
    }

    // Ada downloads, clicks an hour later, is asked, and says yes two hours after that.
    private static async Task<RealHost> WonAsync()
    {
        var host = await RealHost.StartAsync(Steps);
        await host.World.SendAsync(
            "whitepaper.downloaded",
            data: """{ "contact": { "name": "Ada", "budget": "9k" } }"""
        );
        await host.World.PassAsync(TimeSpan.FromHours(1));
        var mail = $"{World.InstanceOf()}~1.1.1.1";
        await host.World.SendAsync("email.clicked", id: "2", data: $$"""{ "effect": "{{mail}}" }""");
        await host.World.PassAsync(TimeSpan.FromHours(2));
        var task = $"{World.InstanceOf()}~1.4.1.1";
        await host
            .World.Get<Runtime.Tasks.TaskAnswers>()
            .AnswerAsync(task, "yes", "tom@us.example", Orchestrations.Values.Fields.Empty, default);
        return host;
    }
}
