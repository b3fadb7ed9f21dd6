using Journeys.Local.Hosting;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Demo;

/// <summary>
/// Which showing of the demo is on. Each has tables of its own, so a new one begins with nothing; one that was
/// interrupted is gone on with.
/// </summary>
/// <param name="ports">The storage.</param>
/// <param name="prefix">What the names of all tables begin with, those of showings too.</param>
internal sealed class Showings(HostPorts ports, string prefix)
{
    private const string Table = "Demo";
    private const string Partition = "showing";
    private const string Row = "now";

    private readonly ITables tables = ports.Tables;

    /// <summary>The showing that goes on, or a new one.</summary>
    /// <param name="contacts">How many contacts it has: one with another number cannot be gone on with.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Showing> BeginAsync(int contacts, CancellationToken cancellation)
    {
        await tables.EnsureTableAsync(Table, cancellation);
        var row = await tables.ReadAsync(Table, Partition, Row, cancellation);
        var last = row is null ? null : Read(row);
        if (last is { Ended: false } && last.Contacts == contacts)
        {
            return last with { GoesOn = true };
        }

        var next = new Showing((last?.Number ?? 0) + 1, contacts, Ended: false, GoesOn: false);
        // What an earlier showing left in the queue has the same ids as what this one sends.
        await ports.Queue.EnsureAsync(cancellation);
        await ports.Queue.ClearAsync(cancellation);
        await WriteAsync(next, cancellation);
        await DropAsync(last, cancellation);
        return next;
    }

    /// <summary>Marks a showing as over: the next one begins afresh.</summary>
    public Task EndAsync(Showing showing, CancellationToken cancellation) =>
        WriteAsync(showing with { Ended = true }, cancellation);

    private Task<CommitResult> WriteAsync(Showing showing, CancellationToken cancellation)
    {
        var properties = new Dictionary<string, object>
        {
            ["f"] = 1,
            ["number"] = showing.Number,
            ["contacts"] = showing.Contacts,
            ["ended"] = showing.Ended,
        };
        return tables.CommitAsync(Table, Partition, [new RowChange.Put(Row, properties)], cancellation);
    }

    private static Showing Read(TableRow row) =>
        new(
            (int)row.Properties["number"],
            (int)row.Properties["contacts"],
            (bool)row.Properties["ended"],
            GoesOn: false
        );

    private async Task DropAsync(Showing? showing, CancellationToken cancellation)
    {
        if (showing is null || ports.Account is not { } account)
        {
            return;
        }

        var store = new AzureTables(account);
        foreach (var table in HostServices.Tables)
        {
            await store.DeleteTableAsync(prefix + showing.Prefix + table, cancellation);
        }
    }
}

/// <summary>One showing of the demo.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Contacts">How many contacts it has.</param>
/// <param name="Ended">Whether it was shown to its end.</param>
/// <param name="GoesOn">Whether it was begun, and interrupted, before.</param>
internal sealed record Showing(int Number, int Contacts, bool Ended, bool GoesOn)
{
    /// <summary>What the names of its tables begin with.</summary>
    public string Prefix => $"Demo{Number}x";
}
