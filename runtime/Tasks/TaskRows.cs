using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// The rows of tasks. The list of a team is partition <c>open~{team}</c> or <c>closed~{team}</c>, in the order of what is
/// due first; <c>task~{id}</c> finds a task by its id and is the one that counts; <c>turn~{team}</c> remembers whose turn
/// it is.
/// </summary>
public static class TaskRows
{
    public const string Table = "Tasks";

    public const string Turn = "turn";

    public static string List(string team, bool open) => $"{(open ? "open" : "closed")}~{TableKey.Escape(team)}";

    public static string Key(Instant due, string task) => $"{SortableTime.Ascending(due)}~{task}";

    public static string ById(string task) => $"task~{task}";

    /// <summary>The task that a row is of, in whichever partition; null when it is of none.</summary>
    public static string? TaskOf(string row) =>
        row.StartsWith(ById(""), StringComparison.Ordinal) ? row[ById("").Length..]
        : row.IndexOf('~') is > 0 and var at && row.AsSpan(0, at).ContainsAnyExceptInRange('0', '9') is false
            ? row[(at + 1)..]
        : null;

    public static string Turns(string team) => $"turn~{TableKey.Escape(team)}";
}
