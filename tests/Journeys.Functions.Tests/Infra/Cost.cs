using System.Globalization;
using System.Text.RegularExpressions;

namespace Journeys.Functions.Tests.Infra;

/// <summary>
/// What a million journeys cost on Azure: the tables of <c>docs/azure.md</c> are made from these numbers, and a test holds
/// the page to them.
/// </summary>
internal static partial class Cost
{
    /// <summary>The requests of our own, as the runtime's test counts them and in its words.</summary>
    public static readonly IReadOnlyDictionary<string, int> Own = Counted()
        .Matches(Sources.Text("tests", "Journeys.Runtime.Tests", "Instances", "RequestCountTests.cs"))
        .DistinctBy(line => line.Groups["what"].Value)
        .ToDictionary(line => line.Groups["what"].Value, line => int.Parse(line.Groups["count"].ValueSpan));

    /// <summary>Storage's price for tables and queues, in US dollars for 10,000 requests.</summary>
    private const decimal TableRequests = 0.00036m;
    private const decimal QueueRequests = 0.004m;

    /// <summary>In US dollars a million, beyond the 13 million a month that the base price includes.</summary>
    private const decimal ServiceBusOperations = 0.80m;
    private const decimal Executions = 0.40m;

    /// <summary>In US dollars for a gigabyte and second, on demand.</summary>
    private const decimal GigabyteSeconds = 0.000026m;

    private const int InstanceGigabytes = 2;

    /// <summary>Assumed: for how long an execution keeps an instance busy that does nothing else.</summary>
    private const decimal BusySeconds = 0.1m;

    // An ordinary journey: a contact comes, reads, is qualified and handed over. Three events (one starts it), two tasks that
    // are answered, two mails, one timer that fires.
    private const int Events = 3;
    private const int Answers = 2;
    private const int Mails = 2;
    private const int Timers = 1;

    // What opening a task takes is counted together with the timer before it.
    private static int OwnRequests =>
        (Events * Own["event that moves an instance"])
        + (Mails * Own["turn: mail"])
        + (Answers * (Own["turn: timer, task"] - Own["turn: timer"] + Own["answer"] + Own["turn: task closed"]))
        + (Timers * Own["turn: timer"]);

    /// <summary>Durable's requests a turn, by what begins it; the page says which they are and where they stand.</summary>
    public static readonly IReadOnlyList<DurableTurn> Turns =
    [
        new("the first event, which starts it", Tables: 10, Queues: 12),
        new("an event or an answer", Tables: 8, Queues: 12),
        new("a timer that fires", Tables: 6, Queues: 9),
    ];

    private static IEnumerable<CostLine> Lines
    {
        get
        {
            const int turns = Events + Answers + Timers;
            // A turn is two of the orchestrator's executions and one of the activity; what comes from outside is one more.
            const int executions = (3 * turns) + Events + Answers;
            var durable = Sum(turn => turn.Tables);
            yield return new("table requests of our own", OwnRequests, TableRequests, 10_000);
            yield return new("Durable's table requests", durable, TableRequests, 10_000);
            yield return new("Durable's queue requests", Sum(turn => turn.Queues), QueueRequests, 10_000);
            yield return new("Service Bus operations", 2 * Events, ServiceBusOperations, 1_000_000);
            yield return new("executions", executions, Executions, 1_000_000);
            yield return new("gigabyte-seconds", executions * BusySeconds * InstanceGigabytes, GigabyteSeconds, 1);
        }
    }

    /// <summary>The table, as it stands in the page.</summary>
    public static string Table()
    {
        var rows = Lines
            .Select(line => line.Row)
            .Append($"| | | **together** | **{Dollars(Lines.Sum(l => l.Million))}** |");
        return string.Join(
            '\n',
            ["| | a journey | price, US dollars | a million journeys |", "|---|---|---|---|", .. rows]
        );
    }

    /// <summary>The requests of our own, as they stand in the page.</summary>
    public static string OwnTable() =>
        string.Join('\n', ["| | table requests |", "|---|---|", .. Own.Select(own => $"| {own.Key} | {own.Value} |")]);

    /// <summary>Durable's requests a turn, as they stand in the page.</summary>
    public static string DurableTable() =>
        string.Join(
            '\n',
            [
                "| a turn begun by | table requests | queue requests |",
                "|---|---|---|",
                .. Turns.Select(turn => $"| {turn.Begun} | {turn.Tables} | {turn.Queues} |"),
            ]
        );

    private static int Sum(Func<DurableTurn, int> of) =>
        of(Turns[0]) + ((Events - 1 + Answers) * of(Turns[1])) + (Timers * of(Turns[2]));

    private static string Dollars(decimal amount) => "$" + amount.ToString("N2", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^ +\"(?<what>(event|turn|answer)[^\"]*): (?<count>[0-9]+)\",$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Counted();

    /// <param name="Count">How many a journey takes.</param>
    /// <param name="Unit">For how many the price is.</param>
    private sealed record CostLine(string What, decimal Count, decimal Price, int Unit)
    {
        public decimal Million => Count * 1_000_000 / Unit * Price;

        public string Row => $"| {What} | {Count:0.##} | {Price} for {Unit:N0} | {Dollars(Million)} |";
    }
}

/// <param name="Begun">What begins the turn.</param>
internal sealed record DurableTurn(string Begun, int Tables, int Queues);
