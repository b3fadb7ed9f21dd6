using Journeys.Faults.Tests.Published;
using Journeys.Faults.Tests.Worlds;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Faults.Tests.Watching;

/// <summary>What must hold when a world has come to rest.</summary>
internal static class EndCheck
{
    // What a person must see to: nobody answered, the provider refused, nobody can know, the address is to be left alone.
    private static readonly ReasonCode[] ForPeople =
    [
        ReasonCode.NobodyAnswered,
        ReasonCode.Failed,
        ReasonCode.GaveUp,
        ReasonCode.NobodyKnowsIfSent,
        ReasonCode.Suppressed,
    ];

    /// <summary>Looks at everything.</summary>
    /// <exception cref="BrokenPromiseException">A promise is broken.</exception>
    public static void Check(World world)
    {
        foreach (var (key, (contact, type)) in world.People.Accepted)
        {
            if (world.People.Forgetting.WasAsked(contact))
            {
                continue;
            }

            var row = Read(world, ContactRows.Table, ContactRows.Partition(contact), ContactRows.MarkKey(key));
            Require(row is not null, $"the accepted event {key} of {contact} is not recorded");
            CheckBegan(world, contact, type);
        }

        foreach (var watch in world.Tables.Instances.Values.Where(watch => !watch.IsErased))
        {
            CheckEnd(world, watch);
            CheckStored(world, watch);
        }

        CheckTasks(world);
        world.People.Forgetting.Check();
        if (world.Tally.Broken is { } broken)
        {
            throw broken;
        }

        if (world.Up is null && world.Kind == HostKind.Local && world.Faults.On)
        {
            throw new BrokenPromiseException("the world ended in trouble");
        }
    }

    // Nobody who asked for something is passed over.
    private static void CheckBegan(World world, string contact, string type)
    {
        var journey = type switch
        {
            "whitepaper.downloaded" => Pursuit.Name,
            "newsletter.joined" => Letters.Name,
            _ => null,
        };
        var began = journey is null || world.Tables.Instances.ContainsKey(InstanceId.For(journey, contact).ToString());
        Require(began, $"{contact} never began {journey} although {type} was accepted");
    }

    private static void CheckEnd(World world, InstanceWatch watch)
    {
        switch (watch.State)
        {
            case JourneyState.Finished:
                world.Tally.Count("Finished");
                break;
            case JourneyState.Held held:
                world.Tally.Count("Held");
                Require(
                    ForPeople.Contains(held.Because.Code),
                    $"{watch.Instance} is held at {held.Visit.Step}: {held.Because}"
                );
                break;
            default:
                throw new BrokenPromiseException($"{watch.Instance} is stuck: {watch.State}");
        }
    }

    // What was seen going by is what is stored, and the whole history comes out again.
    private static void CheckStored(World world, InstanceWatch watch)
    {
        var id = InstanceId.Parse(watch.Instance);
        var partition = InstanceRows.Partition(id.Journey, id.Shard(Templates.Shards));
        var row = Read(world, InstanceRows.Table, partition, InstanceRows.StateKey(watch.Instance))!;
        var standing = InstanceRows.Read(watch.Instance, row);
        Require(
            standing.Sequence == watch.Sequence,
            $"{watch.Instance} was at {watch.Sequence} and is at {standing.Sequence}"
        );
        var query = RowQuery.Prefixed(partition, InstanceRows.HistoryPrefix(watch.Instance));
        var rows = world.Tables.Store.QueryAllAsync(InstanceRows.Table, query, default).GetAwaiter().GetResult();
        Require(
            rows.Count == watch.Sequence,
            $"{watch.Instance} has {rows.Count} rows of history for {watch.Sequence} moves"
        );
        var difference = Replay.Compare(
            watch.Instance,
            rows.Select(HistoryRecord.Read),
            version => world.Tables.Version(id.Journey, version).Definition,
            standing.State
        );
        Require(difference is null, $"the history of {watch.Instance} comes out otherwise: {difference}");
    }

    private static void CheckTasks(World world)
    {
        string[] listed = [.. world.Tables.OpenTasks.Order(StringComparer.Ordinal)];
        string[] asked =
        [
            .. world
                .Tables.Instances.Values.Select(watch => (watch.State as JourneyState.Held)?.Course.Task?.Id)
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
        Require(
            listed.SequenceEqual(asked),
            $"the open tasks are {string.Join(", ", listed)}, and asked is {string.Join(", ", asked)}"
        );
    }

    private static TableRow? Read(World world, string table, string partition, string row) =>
        world.Tables.Store.ReadAsync(table, partition, row, default).GetAwaiter().GetResult();

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(otherwise);
        }
    }
}
