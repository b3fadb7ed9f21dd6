using System.Globalization;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Xunit.Abstractions;

namespace Journeys.Local.Tests.Faults;

/// <summary>
/// The whole runtime in memory, where any call of a port may fail, be delayed, lose its answer or end the process. To look
/// at one seed again: <c>JOURNEYS_SEED=417 dotnet test --filter Whatever_goes_wrong</c>.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Seeds = 1_000;

    [Fact]
    public void Whatever_goes_wrong_nothing_accepted_is_lost_and_nothing_known_is_done_twice()
    {
        var only = Environment.GetEnvironmentVariable("JOURNEYS_SEED");
        int[] seeds = only is null ? [.. Enumerable.Range(1, Seeds)] : [int.Parse(only, CultureInfo.InvariantCulture)];
        var (deaths, over, failures) = (0, 0, new List<string>());
        foreach (var seed in seeds)
        {
            using var world = new TroubledWorld(seed);
            try
            {
                world.Live();
                Check(world);
            }
            catch (Exception fault)
            {
                failures.Add($"seed {seed}: {(only is null ? fault.Message : fault)}");
            }

            deaths += world.Deaths;
            over += Enumerable.Range(0, TroubledWorld.Contacts).Count(n => world.StateOf(n) is JourneyState.Finished);
        }

        output.WriteLine($"{seeds.Length} worlds, {deaths} deaths, {over} runs that came to their end");
        Assert.True(failures.Count == 0, $"{failures.Count} failed:\n{string.Join('\n', failures.Take(10))}");
        Assert.True(only is not null || deaths > Seeds, "a test of crashes in which little crashed shows little");
    }

    [Fact]
    public void The_same_seed_tells_the_same_story_twice()
    {
        Assert.Equal(Story(seed: 1), Story(seed: 1));
        Assert.NotEqual(Story(seed: 1), Story(seed: 2));
    }

    // Every row of the store, with its mark: the marks number the writes, so they tell their order too.
    private static List<string> Story(int seed)
    {
        using var world = new TroubledWorld(seed);
        world.Live();
        return
        [
            .. from table in RuntimeServices.Tables
            from row in world.Store.QueryAllAsync(table, new RowQuery(), default).Result
            let properties = row.Properties.Select(property => $"{property.Key}={property.Value}")
            select $"{table} {row.Partition} {row.Row} {row.ETag} {string.Join(' ', properties)}",
        ];
    }

    private static void Check(TroubledWorld world)
    {
        Assert.True(world.Accepted.Count >= TroubledWorld.Contacts);
        foreach (var (key, contact) in world.Accepted)
        {
            Assert.True(IsRecorded(world, key, contact), $"the accepted event {key} of {contact} is not recorded");
        }

        for (var number = 0; number < TroubledWorld.Contacts; number++)
        {
            CheckInstance(world, number);
        }

        // A provider that can tell what it took is never given the same mail twice.
        Assert.All(world.Provider.Taken, taken => Assert.True(!world.Provider.Knows || taken.Value == 1, $"{taken}"));
    }

    private static void CheckInstance(TroubledWorld world, int number)
    {
        var state = world.StateOf(number);
        var ended =
            state is JourneyState.Finished || state is JourneyState.Held { Because.Code: ReasonCode.NobodyAnswered };
        Assert.True(ended, $"{TroubledWorld.Contact(number)} is stuck: {Words(state)}");
        var standing = world.StandingOf(number)!;
        var rows = RowsOf(world, standing.Instance);
        Assert.Equal(standing.Sequence, rows.Count(row => row.Row.StartsWith("h~", StringComparison.Ordinal)));
        Assert.DoesNotContain(rows, row => row.Row.StartsWith("d~", StringComparison.Ordinal));
        var open = rows.Where(row => row.Row.StartsWith(LedgerRows.OpenPrefix, StringComparison.Ordinal));
        Assert.All(open, row => Assert.Fail($"{row.Row} was never done"));
    }

    private static string Words(JourneyState state) =>
        state is JourneyState.Held held ? $"held at {held.Visit.Step}: {held.Because}" : state.ToString();

    private static bool IsRecorded(TroubledWorld world, string key, string contact) =>
        world
            .Store.ReadAsync(ContactRows.Table, ContactRows.Partition(contact), ContactRows.MarkKey(key), default)
            .Result
            is not null;

    private static List<TableRow> RowsOf(TroubledWorld world, string instance)
    {
        var id = InstanceId.Parse(instance);
        var query = new RowQuery { Partition = InstanceRows.Partition(id.Journey, id.Shard(2)) };
        var page = world.Store.QueryAsync(InstanceRows.Table, query, default).Result;
        return [.. page.Rows.Where(row => row.Row.Contains(instance, StringComparison.Ordinal))];
    }
}
