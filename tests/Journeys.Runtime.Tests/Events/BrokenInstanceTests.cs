using System.Net;
using System.Net.Http.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.DeadLetters;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Events;

/// <summary>Events that come while an instance they concern cannot be told anything.</summary>
public sealed class BrokenInstanceTests
{
    private const string Trigger = "whitepaper.downloaded";

    private const string Bob = "bob@example.com";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_batch_each_event_gets_its_answer_and_nothing_is_lost(bool singleWriter)
    {
        await using var api = await BrokenAsync(singleWriter);
        var world = api.World;
        string[] events =
        [
            world.Event(Trigger, id: "2"),
            world.Event("page.viewed", id: "3"),
            world.Event(Trigger, Bob),
        ];

        var http = await api.SendAsync(
            HttpMethod.Post,
            "/api/events",
            $"[{string.Join(',', events)}]",
            "application/cloudevents-batch+json"
        );

        Assert.Equal(HttpStatusCode.OK, http.StatusCode);
        var answer = (await http.Content.ReadFromJsonAsync(ApiJson.Default.EventsAnswer))!;
        Assert.Equal(
            [EventResult.Rejected, EventResult.Accepted, EventResult.Accepted],
            answer.Events.Select(one => one.Result)
        );
        Assert.Equal((2, 0, 1), (answer.Accepted, answer.Duplicate, answer.Rejected));
        Assert.Equal(
            "dealing with it failed (InvalidDataException: the host's log says why). It is kept as a dead letter: replay it "
                + "once that is mended; journeys doctor helps to find it",
            answer.Events[0].Reason
        );
        Assert.Equal("qualify", (await world.StandingAsync(Bob)).Step);
        var letter = Assert.Single(await api.DeadAsync());
        Assert.Equal(("test", "2", answer.Events[0].Reason), (letter.Source, letter.EventId, letter.Reason));
        Assert.Single(api.Faults.Faults, line => line.Contains("Event 2 of test", StringComparison.Ordinal));

        var still = await api.ReplayAsync(letter.Id);
        Assert.Equal((false, "refused", letter.Reason), (still.Done, still.Result, still.Reason));
        await world.FormatStateAsync(1);
        var mended = await api.ReplayAsync(letter.Id);
        Assert.Equal((true, "duplicate"), (mended.Done, mended.Result));
        Assert.Empty(await api.DeadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_contact_s_other_journeys_hear_of_it_all_the_same(bool singleWriter)
    {
        await using var api = await BrokenAsync(singleWriter);
        var request = Samples.Request("""  "end": { "end": "heard" } """, journey: "second", on: Trigger);
        await api.World.PublishAsync(request, "second");

        var problem = await api.ProblemAsync(
            HttpMethod.Post,
            "/api/events",
            api.World.Event(Trigger, id: "2"),
            "application/cloudevents+json"
        );

        Assert.Equal("heard", (await api.World.StandingAsync(journey: "second")).Outcome);
        // Whoever sends one event sends it again, so it is not kept besides.
        Assert.Equal(500, problem.Status);
        Assert.Empty(await api.DeadAsync());
    }

    // Ada is in the journey, and nobody can read where.
    private static async Task<ApiHost> BrokenAsync(bool singleWriter)
    {
        var api = await ApiHost.StartAsync(await World.StartAsync(singleWriter: singleWriter));
        await api.World.SendAsync(Trigger);
        await api.World.FormatStateAsync(99);
        return api;
    }
}
