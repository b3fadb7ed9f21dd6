using Journeys.Faults.Tests.Worlds;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Tests;

namespace Journeys.Faults.Tests.Watching;

/// <summary>
/// The store of a world. After every transaction it looks at the rows that were touched, and at what they promise each other: a
/// promise that is broken for a moment only is broken all the same.
/// </summary>
internal sealed class WatchedTables(InMemoryTables store, Tally tally, ManualTime wall) : ITables
{
    private readonly Dictionary<string, InstanceWatch> instances = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Journey, string Version), PublishedJourney> versions = [];
    private readonly Dictionary<string, string> live = new(StringComparer.Ordinal);
    private readonly HashSet<string> orders = new(StringComparer.Ordinal);
    private readonly HashSet<(string List, string Row)> tasks = [];
    private readonly HashSet<string> erasures = new(StringComparer.Ordinal);

    public InMemoryTables Store => store;

    /// <summary>Whether the rows of an instance may be removed.</summary>
    public required Func<string, bool> MayGo { get; init; }

    /// <summary>Told when a mail is marked as being sent, for the first time.</summary>
    public Action<LedgerEntry>? OnSending { get; init; }

    /// <summary>Whether an erasure is under way.</summary>
    public bool IsErasing => erasures.Count > 0;

    /// <summary>Whether anybody's list has a task.</summary>
    public bool HasTasks => tasks.Count > 0;

    /// <summary>The tasks on the lists of what is open: each list's partition and the task's id.</summary>
    public IEnumerable<string> OpenTasks => tasks.Select(task => task.Row[(task.Row.IndexOf('~') + 1)..]);

    /// <summary>The instances that were ever written.</summary>
    public IReadOnlyDictionary<string, InstanceWatch> Instances => instances;

    /// <summary>Looks at what the world begins with.</summary>
    public void Begin()
    {
        foreach (var row in store.QueryAllAsync(CatalogRows.Table, new RowQuery(), default).GetAwaiter().GetResult())
        {
            Publish(row);
        }
    }

    /// <summary>What an instance is doing; null when it never began.</summary>
    public JourneyState? StateOf(string instance) =>
        instances.GetValueOrDefault(instance) is { IsErased: false } watch ? watch.State : null;

    /// <summary>Whether the live version of a journey has a step.</summary>
    public bool LiveHas(string journey, string step) =>
        versions[(journey, live[journey])].Definition.Steps.ContainsKey(step);

    /// <summary>A version that was published.</summary>
    public PublishedJourney Version(string journey, string version) => versions[(journey, version)];

    /// <summary>An event of which the host said that it had an effect on an instance stands in its history.</summary>
    public void CheckReflected(string instance, string key)
    {
        if (instances.GetValueOrDefault(instance)?.Knows(key) != true)
        {
            tally.Break($"the event {key} was accepted with an effect on {instance}, whose history does not have it");
        }
    }

    /// <summary>What has not come to rest, in words; null when everything has.</summary>
    public string? Unsettled(IEnumerable<string> all) =>
        orders.Count > 0 ? $"the order to move those inside {orders.First()}"
        : erasures.Count > 0 ? $"the erasure {erasures.First()}"
        : all.Select(instance => instances.GetValueOrDefault(instance)?.Unsettled())
            .FirstOrDefault(left => left is not null);

    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        store.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        store.ReadAsync(table, partition, row, cancellation);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        store.QueryAsync(table, query, cancellation);

    public async Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    )
    {
        var result = await store.CommitAsync(table, partition, changes, cancellation);
        if (result is CommitResult.Committed)
        {
            Look(table, partition, changes);
        }

        return result;
    }

    private void Look(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        switch (table)
        {
            case InstanceRows.Table:
                LookAtInstances(partition, changes);
                break;
            case TaskRows.Table when partition.StartsWith("open~", StringComparison.Ordinal):
                foreach (var change in changes)
                {
                    _ =
                        change is RowChange.Delete
                            ? tasks.Remove((partition, change.Row))
                            : tasks.Add((partition, change.Row));
                }

                break;
            case "Erasures" when partition == "orders":
                _ = changes[0] is RowChange.Delete ? erasures.Remove(changes[0].Row) : erasures.Add(changes[0].Row);
                break;
            case "Sending" when Rows.Of(partition, changes[0]).Text("by") == "journeys":
                tally.Count("SendingPausedItself");
                break;
            case CatalogRows.Table:
                foreach (var change in changes)
                {
                    Publish(Rows.Of(partition, change));
                }

                break;
        }
    }

    private void LookAtInstances(string partition, IReadOnlyList<RowChange> changes)
    {
        var touched = new List<InstanceWatch>(1);
        foreach (var change in changes)
        {
            var watch = Watch(Rows.InstanceOf(change.Row));
            if (!touched.Contains(watch))
            {
                watch.Begin();
                touched.Add(watch);
            }

            watch.Take(partition, change);
        }

        foreach (var watch in touched)
        {
            if (watch.Judge() is { } broken)
            {
                tally.Break($"{watch.Instance} at {wall.GetUtcNow():O}: {broken}");
            }
        }
    }

    private InstanceWatch Watch(string instance)
    {
        if (!instances.TryGetValue(instance, out var watch))
        {
            instances[instance] = watch = new(instance, this, tally, wall);
        }

        return watch;
    }

    private void Publish(TableRow row)
    {
        if (row.Row == CatalogRows.Live)
        {
            live[row.Partition] = CatalogRows.ReadLive(row).Version;
        }
        else if (row.Row == CatalogRows.Order)
        {
            _ = row.Properties.Count == 0 ? orders.Remove(row.Partition) : orders.Add(row.Partition);
        }
        else if (row.Row.StartsWith("v~", StringComparison.Ordinal) && row.Properties.Count > 0)
        {
            versions[(row.Partition, row.Row[2..])] = Templates.Compiled.Of(row);
        }
    }
}
