using System.Globalization;
using CsvHelper;
using Journeys.Orchestrations.Simulation.Results;
using NodaTime.Text;

namespace Journeys.Cli.Simulation.Report;

/// <summary>A simulation's figures as CSV files, for spreadsheets. Shares lie between 0 and 1, times are in seconds.</summary>
internal static class CsvFiles
{
    /// <summary>Writes the files; those of an earlier simulation are replaced.</summary>
    /// <param name="folder">The folder, which is made if need be.</param>
    public static void Write(string folder, SimulationReport report)
    {
        Directory.CreateDirectory(folder);
        var kinds = report.Segments.Prepend(report.Total).ToList();
        Write(
            folder,
            "segments.csv",
            ["segment", "contacts", "entered", "runs", "stillInside", "goal", "goalLow", "goalHigh", "handovers"],
            kinds.Select(Segment)
        );
        Write(
            folder,
            "steps.csv",
            ["segment", "step", "verb", "came", "standing", "late", "way", "count", "share", "median", "p90"],
            kinds.SelectMany(Steps)
        );
        Write(
            folder,
            "ends.csv",
            ["segment", "outcome", "count", "share", "low", "high", "median", "p90"],
            kinds.SelectMany(Ends)
        );
        Write(folder, "mails.csv", ["segment", "mail", "event", "count"], kinds.SelectMany(Mails));
        Write(folder, "days.csv", ["date", "what", "name", "count", "limit"], Days(report));
        Write(folder, "reasons.csv", ["segment", "step", "why", "count"], kinds.SelectMany(Reasons));
    }

    private static object?[] Segment(SegmentReport kind) =>
        [
            kind.Name,
            kind.Contacts,
            kind.Entered,
            kind.Runs,
            kind.StillInside,
            kind.Goal?.Share,
            kind.Goal?.Low,
            kind.Goal?.High,
            kind.Handovers.Count,
        ];

    private static IEnumerable<object?[]> Steps(SegmentReport kind) =>
        kind.Steps.SelectMany(step =>
            step.Ways.IsEmpty
                ?
                [
                    [
                        kind.Name,
                        step.Step,
                        step.Verb,
                        step.Came,
                        step.Standing,
                        step.Late,
                        null,
                        null,
                        null,
                        null,
                        null,
                    ],
                ]
                : step.Ways.Select(way =>
                    new object?[]
                    {
                        kind.Name,
                        step.Step,
                        step.Verb,
                        step.Came,
                        step.Standing,
                        step.Late,
                        way.Way,
                        way.Count,
                        way.Share,
                        way.Median,
                        way.P90,
                    }
                )
        );

    private static IEnumerable<object?[]> Ends(SegmentReport kind) =>
        kind.Ends.Select(end =>
            new object?[]
            {
                kind.Name,
                end.Outcome,
                end.Rate.Count,
                end.Rate.Share,
                end.Rate.Low,
                end.Rate.High,
                end.Median,
                end.P90,
            }
        );

    private static IEnumerable<object?[]> Mails(SegmentReport kind) =>
        kind.Mails.SelectMany(mail =>
            mail.Reactions.Select(reaction => new object?[] { kind.Name, mail.Mail, reaction.Key, reaction.Value })
                .Prepend([kind.Name, mail.Mail, "email.sent", mail.Sent])
        );

    private static IEnumerable<object?[]> Days(SimulationReport report) =>
        Daily(report, "mails", "", report.MailsPerDay)
            .Concat(report.Teams.SelectMany(team => Daily(report, "tasks", team.Team, team.Tasks)));

    private static IEnumerable<object?[]> Daily(SimulationReport report, string what, string name, DailyReport daily) =>
        daily.Counts.Select(
            (count, day) =>
                new object?[] { LocalDatePattern.Iso.Format(report.From.PlusDays(day)), what, name, count, daily.Limit }
        );

    private static IEnumerable<object?[]> Reasons(SegmentReport kind) =>
        kind
            .NotEntered.Concat(kind.Held)
            .Select(reason => new object?[] { kind.Name, reason.Step, reason.Why, reason.Count });

    // Spreadsheets take a text that begins like a formula for one. Source: owasp.org, "CSV Injection".
    internal static string? Harmless(object? field) =>
        field is string { Length: > 0 } text
        && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠'
            ? $"'{text}"
            : Convert.ToString(field, CultureInfo.InvariantCulture);

    private static void Write(string folder, string name, string[] titles, IEnumerable<object?[]> rows)
    {
        using var csv = CsvWriter.ToFile(Path.Combine(folder, name));
        foreach (var row in rows.Prepend([.. titles]))
        {
            foreach (var field in row)
            {
                csv.WriteField(Harmless(field));
            }

            csv.EndRecord();
        }
    }
}
