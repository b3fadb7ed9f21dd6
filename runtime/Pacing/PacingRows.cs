namespace Journeys.Runtime.Pacing;

/// <summary>
/// Table <c>Sending</c>: how fast and whether mails go. Partition <c>{journey}</c>, and <see cref="OfAll"/> for all together:
/// <c>line</c>, the turns that were drawn last, and <c>tally</c>, the failures among the newest mails. Partition
/// <see cref="Paused"/>: <c>p~{journey}</c>, whether its sending is paused, and <c>a~{journey}~{time}</c>, who decided what.
/// </summary>
internal static class PacingRows
{
    public const string Table = "Sending";

    /// <summary>The version of the rows' format.</summary>
    public const int Format = 1;

    /// <summary>No journey is called so.</summary>
    public const string OfAll = "~all";

    public const string Paused = "~paused";

    public const string Line = "line";

    public const string Tally = "tally";

    public const string PausePrefix = "p~";

    public static string PauseKey(string journey) => $"{PausePrefix}{journey}";

    public static string AuditKey(string journey, NodaTime.Instant at) =>
        $"a~{journey}~{Tables.SortableTime.Descending(at)}";

    public static void CheckFormat(Tables.TableRow row)
    {
        if (row.Properties.GetValueOrDefault("f") is not Format)
        {
            throw new InvalidDataException(
                $"Row {row.Row} of {row.Partition} in table {Table} was written by another version of the program."
            );
        }
    }
}
