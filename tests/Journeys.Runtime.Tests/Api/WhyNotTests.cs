using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Api;

/// <summary>Why a contact is not in a journey.</summary>
public sealed class WhyNotTests
{
    private const string Ada = "ada@example.com";

    private const string Journey = """
        { "journey": "nurture", "title": "Nurture", "subject": "contact",
          "enter": { "on": "whitepaper.downloaded", "if": { "event.topic": "energy", "contact.budget": { "in": ["9k"] } } },
          "sending": { "class": "requested" },
          "steps": { "rest": { "wait": "3 days", "then": "done" }, "done": { "end": "done" } } }
        """;

    [Fact]
    public async Task No_event_that_starts_it_ever_came()
    {
        await using var api = await StartAsync();
        await api.World.SendAsync("page.viewed");

        var answer = await AskAsync(api);

        Assert.Equal(
            "No event that starts the journey ever came from the contact: whitepaper.downloaded.",
            answer.Answer
        );
        Assert.Equal(["whitepaper.downloaded"], answer.Enters);
        Assert.Equal("event.topic is energy and contact.budget is 9k", answer.If);
        Assert.Null(answer.Instance);
        Assert.Empty(answer.Events);
    }

    [Fact]
    public async Task The_condition_does_not_hold_or_cannot_be_judged_and_the_values_say_why()
    {
        await using var api = await StartAsync();
        await api.World.SendAsync(
            "whitepaper.downloaded",
            data: """{ "topic": "water", "contact": { "budget": "1k" } }"""
        );

        var answer = await AskAsync(api);

        Assert.Equal(
            "whitepaper.downloaded of 2026-03-02 09:00 UTC does not start it: does not enter: "
                + "event.topic is energy and contact.budget is 9k does not hold.",
            answer.Answer
        );
        var judged = Assert.Single(answer.Events);
        Assert.Equal(
            (api.World.Time.GetUtcNow(), "whitepaper.downloaded", false, "EntryConditionFalse"),
            (judged.At, judged.Type, judged.Enters, judged.Rule)
        );
        Assert.Equal(FieldValue.Of("water"), judged.Looked["event.topic"]);
    }

    [Fact]
    public async Task What_was_learnt_since_would_let_it_in_now()
    {
        await using var api = await StartAsync();
        var energy = """{ "topic": "energy", "contact": { "budget": "1k" } }""";
        await api.World.SendAsync("whitepaper.downloaded", data: energy);
        api.World.Time.Advance(TimeSpan.FromHours(1));
        await api.World.SendAsync("page.viewed", id: "2", data: """{ "contact": { "budget": "9k" } }""");

        var answer = await AskAsync(api);

        Assert.Equal(
            "whitepaper.downloaded of 2026-03-02 09:00 UTC would start it now. When it came, it did not.",
            answer.Answer
        );
        Assert.Equal((true, "Entered"), (answer.Events[0].Enters, answer.Events[0].Rule));
        Assert.Equal(
            new Dictionary<string, FieldValue?>
            {
                ["event.topic"] = FieldValue.Of("energy"),
                ["contact.budget"] = FieldValue.Of("9k"),
            },
            answer.Events[0].Looked
        );
    }

    [Fact]
    public async Task An_event_from_before_there_was_the_journey_is_too_old()
    {
        await using var api = await StartAsync();
        await api.World.SendAsync(
            "whitepaper.downloaded",
            data: """{ "topic": "water", "contact": { "budget": "9k" } }"""
        );
        await api
            .World.Get<Runtime.Contacts.ContactStore>()
            .RecordAsync(
                Ada,
                new(
                    "old",
                    "whitepaper.downloaded",
                    api.World.Now - NodaTime.Duration.FromDays(1),
                    "crm",
                    null,
                    Fields.Of([new("topic", FieldValue.Of("energy"))]),
                    Fields.Empty
                ),
                default
            );

        var answer = await AskAsync(api);

        Assert.Equal(
            [
                "does not enter: event.topic is energy and contact.budget is 9k does not hold",
                "it happened before the journey was first published (2026-03-02 09:00 UTC)",
            ],
            answer.Events.Select(judged => judged.Because)
        );
    }

    [Fact]
    public async Task It_is_inside_or_was_there_and_enters_only_once()
    {
        await using var api = await StartAsync();
        var energy = """{ "topic": "energy", "contact": { "budget": "9k" } }""";
        await api.World.SendAsync("whitepaper.downloaded", data: energy);

        var inside = await AskAsync(api);

        Assert.Equal("It is inside: waiting at \"rest\" since 2026-03-02 09:00 UTC, in run 1.", inside.Answer);
        Assert.Equal((World.InstanceOf(), 0), (inside.Instance!.Id, inside.Events.Count));

        await api.World.PassAsync(TimeSpan.FromDays(4));
        await api.World.SendAsync("whitepaper.downloaded", id: "2", data: energy);

        var over = await AskAsync(api);

        Assert.Equal(
            "whitepaper.downloaded of 2026-03-06 09:00 UTC does not start it: was here before, and enters only once.",
            over.Answer
        );
        Assert.Equal(
            ["was here before, and enters only once", "it started the run that is over"],
            over.Events.Select(judged => judged.Because)
        );
        Assert.Equal("finished", over.Instance!.Status);
    }

    [Theory]
    [InlineData("/api/journeys/nurture/why-not", 400)]
    [InlineData("/api/journeys/nurture/why-not?contact=nobody", 404)]
    [InlineData("/api/journeys/nothing/why-not?contact=nobody", 404)]
    public async Task What_is_not_there_is_said(string path, int status)
    {
        await using var api = await StartAsync();

        Assert.Equal(status, (await api.ProblemAsync(HttpMethod.Get, path)).Status);
    }

    private static async Task<ApiHost> StartAsync()
    {
        var world = await World.StartAsync(steps: null);
        await world.PublishAsync(Samples.Request() with { Definition = Journey });
        return await ApiHost.StartAsync(world);
    }

    private static async Task<WhyNotAnswer> AskAsync(ApiHost api)
    {
        var before = api.World.Tables.Commits;
        var answer = await api.GetAsync($"/api/journeys/nurture/why-not?contact={Ada}", ApiJson.Default.WhyNotAnswer);
        // It asks without storing anything.
        Assert.Equal(before, api.World.Tables.Commits);
        return answer;
    }
}
