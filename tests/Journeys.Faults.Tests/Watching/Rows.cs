using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;

namespace Journeys.Faults.Tests.Watching;

/// <summary>What the keys and changes of rows say.</summary>
internal static class Rows
{
    /// <summary>A row as a change leaves it; one that is deleted has no properties.</summary>
    public static TableRow Of(string partition, RowChange change) =>
        new(
            partition,
            change.Row,
            change switch
            {
                RowChange.Insert insert => insert.Properties,
                RowChange.Put put => put.Properties,
                RowChange.Replace replace => replace.Properties,
                _ => new Dictionary<string, object>(),
            }
        );

    /// <summary>The instance that a row of table <see cref="InstanceRows.Table"/> belongs to.</summary>
    public static string InstanceOf(string row) =>
        row[0] switch
        {
            's' => row[InstanceRows.StatePrefix.Length..],
            'h' => row[2..row.LastIndexOf('~')],
            'o' or 'm' or 'x' => row[LedgerRows.OpenPrefix.Length..row.LastIndexOf('~')],
            'd' => row[(row.IndexOf('~', InstanceRows.DuePrefix.Length) + 1)..],
            _ => throw new ArgumentException($"nobody knows rows like {row}", nameof(row)),
        };
}
