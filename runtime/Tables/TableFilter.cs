using System.Globalization;
using System.Text;

namespace Journeys.Runtime.Tables;

/// <summary>
/// A range of rows in the words of the table service's <c>$filter</c>. Whatever a value holds, it stays inside its quotes.
/// Source: learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities.
/// </summary>
public static class TableFilter
{
    /// <summary>The filter of a query; empty when it asks for every row.</summary>
    public static string Of(RowQuery query)
    {
        var filter = new StringBuilder();
        Condition(filter, "PartitionKey eq", query.Partition);
        Condition(filter, "RowKey ge", query.From is { } from ? TableKey.Bound(from) : null);
        Condition(filter, "RowKey lt", query.Before is { } before ? TableKey.Bound(before) : null);
        foreach (var (name, value) in query.Where)
        {
            Condition(filter, $"{name} eq", value);
        }

        return filter.ToString();
    }

    private static void Condition(StringBuilder filter, string comparison, object? value)
    {
        if (value is null)
        {
            return;
        }

        filter.Append(filter.Length > 0 ? " and " : "").Append(comparison).Append(' ').Append(Literal(value));
    }

    private static string Literal(object value) =>
        value switch
        {
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            bool flag => flag ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            long number => $"{number.ToString(CultureInfo.InvariantCulture)}L",
            _ => throw new TableLimitException($"A {value.GetType().Name} cannot be a condition."),
        };
}
