using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;

namespace Journeys.Runtime.Tests.Fuzzing;

/// <summary>Whether everything that was stored can be read again: what is taken in and cannot be read stops others later.</summary>
internal static class Readable
{
    /// <summary>The rows that cannot be read, each with the reason.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(ITables store)
    {
        var faults = new List<string>();
        foreach (var table in new[] { ContactRows.Table, AccountStore.Table, InstanceRows.Table, TaskRows.Table })
        {
            foreach (var row in await store.QueryAllAsync(table, new RowQuery(), default))
            {
                try
                {
                    Read(table, row);
                }
                catch (Exception fault)
                {
                    faults.Add($"{table} {row.Partition} {row.Row} cannot be read: {fault.Message}");
                }
            }
        }

        return faults;
    }

    private static void Read(string table, TableRow row)
    {
        _ = (table, row.Row.Split('~')[0]) switch
        {
            (ContactRows.Table, "profile") => ContactRows.Read(row.Partition, row),
            (ContactRows.Table, "t") => ContactRows.ReadTouchpoint(row),
            (AccountStore.Table, _) => ContactRows.ReadFields(row, "profile"),
            (InstanceRows.Table, "s") => InstanceRows.Read(row.Row[InstanceRows.StatePrefix.Length..], row),
            (InstanceRows.Table, "h") => HistoryRecord.Read(row),
            (InstanceRows.Table, "o" or "m" or "x") => LedgerRows.Read(row),
            (TaskRows.Table, _) => StoredTask.Read(row),
            _ => (object?)null,
        };
    }
}
