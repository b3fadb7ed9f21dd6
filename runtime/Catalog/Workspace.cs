using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Catalog;

/// <summary>What all journeys of the workspace share: its teams, and the fields it adds. Read again as the catalog is.</summary>
public sealed class Workspace(ITables tables, RuntimeSettings settings, TimeProvider clock)
{
    private const string Partition = "~workspace";
    private const string TeamsRow = "teams";
    private const string FieldsRow = "fields";

    private volatile Snapshot? latest;
    private int generation;

    /// <summary>The teams.</summary>
    public async ValueTask<Teams> TeamsAsync(CancellationToken cancellation) => (await ReadAsync(cancellation)).Teams;

    /// <summary>The text of <c>fields.json</c>; null when there is none.</summary>
    public async ValueTask<string?> FieldsAsync(CancellationToken cancellation) =>
        (await ReadAsync(cancellation)).Fields;

    /// <summary>Replaces the files that are given; null leaves one as it is.</summary>
    /// <param name="teams">The text of <c>teams.json</c>.</param>
    /// <param name="fields">The text of <c>fields.json</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WriteAsync(string? teams, string? fields, CancellationToken cancellation)
    {
        var changes = new List<RowChange>();
        Add(TeamsRow, teams);
        Add(FieldsRow, fields);
        if (changes.Count > 0)
        {
            try
            {
                await tables.CommitAsync(CatalogRows.Table, Partition, changes, cancellation);
            }
            finally
            {
                // Also when nobody knows whether it was written; and what is being read at this moment is not kept.
                Interlocked.Increment(ref generation);
                latest = null;
            }
        }

        void Add(string row, string? text)
        {
            if (text is not null)
            {
                var properties = new Dictionary<string, object> { ["f"] = 1 };
                PackedText.Write(properties, "text", text);
                changes.Add(new RowChange.Put(row, properties));
            }
        }
    }

    private async ValueTask<Snapshot> ReadAsync(CancellationToken cancellation)
    {
        if (latest is { } kept && (settings.SingleWriter || clock.GetElapsedTime(kept.ReadAt) < settings.CatalogAge))
        {
            return kept;
        }

        var reading = Volatile.Read(ref generation);
        var readAt = clock.GetTimestamp();
        var rows = await tables.QueryAllAsync(CatalogRows.Table, new RowQuery { Partition = Partition }, cancellation);
        var teams = Text(rows, TeamsRow);
        // The files were checked when they were written.
        var roster = teams is null ? Teams.None : Teams.Read(teams, new DiagnosticBag("teams.json"));
        var read = new Snapshot(roster, Text(rows, FieldsRow), readAt);
        if (reading == Volatile.Read(ref generation))
        {
            latest = read;
        }

        return read;
    }

    private static string? Text(List<TableRow> rows, string name) =>
        rows.Find(row => row.Row == name) is { } row ? PackedText.Read(row, "text") : null;

    private sealed record Snapshot(Teams Teams, string? Fields, long ReadAt);
}
