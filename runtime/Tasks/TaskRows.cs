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

    public static string Turns(string team) => $"turn~{TableKey.Escape(team)}";
}
