using System.Text.Json;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Api;

/// <summary>What was recorded of an instance is enough to make its decisions again, elsewhere.</summary>
public sealed class RecordTests
{
    [Fact]
    public async Task The_record_of_a_way_over_two_versions_comes_out_the_same_from_its_own_words()
    {
        var world = await World.StartAsync();
        await using var api = await ApiHost.StartAsync(world);
        await world.SendAsync("whitepaper.downloaded", data: """{ "contact": { "timeZone": "Europe/Berlin" } }""");
        await world.PassAsync(TimeSpan.FromHours(1));
        await world.PublishAsync(
            Samples.Request(Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal)) with
            {
                Inside = InsideChoice.Move,
            }
        );
        await world.Get<Runtime.Upkeep.VersionMover>().MoveAllAsync(Duration.Zero, default);
        await world.PassAsync(TimeSpan.FromDays(2));

        var record = await api.GetAsync($"/api/instances/{World.InstanceOf()}/record", ApiJson.Default.InstanceRecord);

        Assert.True(record.Complete);
        Assert.Equal(2, record.Versions.Count);
        Assert.Equal(Enumerable.Range(1, record.Moves.Count), record.Moves.Select(move => move.Sequence));
        Assert.Equal(
            ["whitepaper.downloaded", "email.sent"],
            record.Touchpoints.Select(touchpoint => touchpoint.Type).Take(2)
        );
        Assert.Null(Replayed(record, move => move));
        Assert.Equal(
            new ReplayDifference(
                2,
                "thanks: the mail \"thanks\" was sent → qualify; qualify: asks inside-sales, due 2026-03-02 13:00 UTC",
                "ignored: the result belongs to an earlier visit"
            ),
            Replayed(
                record,
                move =>
                    move.Sequence == 2
                        ? move with
                        {
                            Input = JsonSerializer.SerializeToElement(
                                new JourneyInput.EffectSucceeded("other", Orchestrations.Values.Fields.Empty),
                                JourneyJson.Default.JourneyInput
                            ),
                        }
                        : move
            )
        );
    }

    [Fact]
    public async Task A_record_whose_beginning_was_removed_says_so()
    {
        var world = await World.StartAsync("\"bye\": { \"end\": \"over\" }");
        await using var api = await ApiHost.StartAsync(world);
        await world.SendAsync("whitepaper.downloaded");
        world.Time.Advance(TimeSpan.FromDays(31));
        await world.Get<Runtime.Upkeep.Retention>().PurgeAsync(Duration.FromDays(30), default);

        var record = await api.GetAsync($"/api/instances/{World.InstanceOf()}/record", ApiJson.Default.InstanceRecord);

        Assert.Equal((false, 0), (record.Complete, record.Moves.Count));
        Assert.Equal(404, (await api.ProblemAsync(HttpMethod.Get, "/api/instances/nurture~nobody/record")).Status);
    }

    private static ReplayDifference? Replayed(InstanceRecord record, Func<RecordedMove, RecordedMove> change) =>
        Replay.Compare(
            record.Summary.Id,
            record.Moves.Select(change).Select(HistoryRecord.Read),
            version =>
                JourneyCompiler
                    .Compile(
                        VersionSources.Of(record.Versions.Single(known => known.Version == version)),
                        Samples.Fields,
                        teams: null
                    )
                    .Journey!.Definition,
            record.State.Deserialize(JourneyJson.Default.JourneyState)!
        );
}
