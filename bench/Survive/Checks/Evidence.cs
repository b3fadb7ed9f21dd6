using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;

namespace Journeys.Bench.Survive.Checks;

/// <summary>What a host left in its tables.</summary>
/// <param name="Standings">Where each instance stands.</param>
/// <param name="Histories">What happened, by instance and in order.</param>
/// <param name="Ledger">All effects.</param>
/// <param name="Due">The keys of the due index, by instance.</param>
/// <param name="OpenTasks">The tasks that somebody has still to answer.</param>
internal sealed record Evidence(
    IReadOnlyList<Standing> Standings,
    ILookup<string, HistoryRecord> Histories,
    IReadOnlyList<LedgerEntry> Ledger,
    ILookup<string, string> Due,
    IReadOnlyList<StoredTask> OpenTasks
)
{
    private const string HistoryPrefix = "h~";

    /// <summary>Reads all of it.</summary>
    public static async Task<Evidence> ReadAsync(ITables tables)
    {
        var rows = await tables.QueryAllAsync(InstanceRows.Table, new RowQuery(), CancellationToken.None);
        var tasks = await tables.QueryAllAsync(TaskRows.Table, new RowQuery(), CancellationToken.None);
        return new(
            [.. With(rows, InstanceRows.StatePrefix).Select(row => InstanceRows.Read(After(row), row))],
            With(rows, HistoryPrefix)
                .ToLookup(row => Until(row.Row[HistoryPrefix.Length..]), HistoryRecord.Read, StringComparer.Ordinal),
            [.. With(rows, LedgerRows.OpenPrefix).Concat(With(rows, LedgerRows.OverPrefix)).Select(LedgerRows.Read)],
            With(rows, InstanceRows.DuePrefix)
                .ToLookup(row => row.Row[(row.Row.IndexOf('~', 2) + 1)..], row => row.Row, StringComparer.Ordinal),
            [.. With(tasks, TaskRows.ById("")).Select(StoredTask.Read).OfType<StoredTask>().Where(task => task.IsOpen)]
        );
    }

    private static IEnumerable<TableRow> With(IEnumerable<TableRow> rows, string prefix) =>
        rows.Where(row => row.Row.StartsWith(prefix, StringComparison.Ordinal));

    private static string After(TableRow row) => row.Row[InstanceRows.StatePrefix.Length..];

    private static string Until(string key) => key[..key.LastIndexOf('~')];
}
