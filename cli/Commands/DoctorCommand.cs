using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys doctor</c>: what is wrong in a host's store, or waits for a person.</summary>
internal static class DoctorCommand
{
    private const int Label = 6;

    // How many are named of each; the others come with --json or the list of their kind.
    private const int Named = 3;

    public static Command Create(Shell shell)
    {
        var repair = new Option<bool>("--repair")
        {
            Description = "Mend what can be mended without losing a decision, and say what was",
        };
        var command = new Command(
            "doctor",
            "Look at the whole store for what is wrong or waits for a person; exit code 1 when there is something"
        )
        {
            repair,
        };
        command.SetAction(
            async (parsed, cancelled) => await RunAsync(shell.Open(parsed), parsed.GetValue(repair), cancelled)
        );
        return command;
    }

    private static async Task<int> RunAsync(Session session, bool repairs, CancellationToken cancelled)
    {
        var findings = new List<DoctorFinding>();
        var (quarter, total) = (0, 0);
        string? after = null;
        do
        {
            var reply = await session.Api.ExamineAsync(repairs, after, cancelled);
            if (reply is not Reply<DoctorAnswer>.Done { Value: var answer })
            {
                return session.Print(reply, static _ => { });
            }

            findings.AddRange(answer.Findings);
            (after, total) = (answer.Next, answer.Total);
            quarter = Tell(session, answer, quarter);
        } while (after is not null);

        var together = Together(findings);
        if (session.Json)
        {
            var whole = new DoctorAnswer(together, total, total, null);
            session.Screen.Document(JsonSerializer.Serialize(whole, ApiJson.Answers.DoctorAnswer));
        }
        else
        {
            Print(session.Screen, together, repairs, await session.WhenAsync(cancelled));
        }

        return (int)(together.All(finding => finding.Repaired == finding.Count) ? ExitCode.Done : ExitCode.Problems);
    }

    // Four lines at most, however large the store is.
    private static int Tell(Session session, DoctorAnswer answer, int before)
    {
        var quarter = answer.Total == 0 ? 4 : answer.Done * 4 / answer.Total;
        if (session.Surroundings.ErrorIsTerminal && quarter > before && quarter < 4)
        {
            session.Screen.Advice($"[grey]{answer.Done} of {answer.Total} parts looked at[/]");
        }

        return quarter;
    }

    // The same may be found in several parts.
    private static List<DoctorFinding> Together(List<DoctorFinding> findings) =>
        [
            .. findings
                .GroupBy(finding => (finding.Code, finding.Journey, finding.What))
                .Select(group =>
                    group.First() with
                    {
                        Count = group.Sum(finding => finding.Count),
                        Repaired = group.Sum(finding => finding.Repaired),
                        Since = group.Min(finding => finding.Since),
                        Subjects = [.. group.SelectMany(finding => finding.Subjects).Take(5)],
                    }
                )
                .OrderBy(finding => finding.Code, StringComparer.Ordinal),
        ];

    private static void Print(Screen screen, List<DoctorFinding> findings, bool repairs, When when)
    {
        if (findings.Count == 0)
        {
            screen.Line($"[green]healthy[/]: everything was looked at, and nothing is wrong or waits for a person.");
            return;
        }

        foreach (var ailment in findings.GroupBy(finding => finding.Code))
        {
            var first = ailment.First();
            screen.Line($"[bold]{first.Code}[/]  {ailment.Sum(finding => finding.Count)} × [bold]{first.Title}[/]");
            foreach (var finding in ailment)
            {
                Print(screen, finding, when);
            }

            screen.Beside(Label, new("why", "grey"), Label + 8, first.Why);
            screen.Beside(Label, new("do", "grey"), Label + 8, first.Todo);
            screen.Line();
        }

        screen.Line($"{Sum(findings, repairs)}");
    }

    private static void Print(Screen screen, DoctorFinding finding, When when)
    {
        var since = finding.Since is { } at ? $", since {when.At(at)}" : "";
        var journey = finding.Journey is null ? "" : $"{finding.Journey}: ";
        screen.Beside(Label, "", Label, $"{finding.Count} × {journey}{finding.What}{since}");
        foreach (var subject in finding.Subjects.Take(Named))
        {
            screen.Beside(Label + 4, new(subject, "grey"), Label + 4, "");
        }

        if (finding.Count > Named && finding.Subjects.Count > 0)
        {
            screen.Line($"          [grey]…[/]");
        }

        if (finding.Repaired > 0)
        {
            screen.Beside(Label + 2, "", Label + 2, new($"{finding.Repaired} repaired", "green"));
        }
    }

    private static string Sum(List<DoctorFinding> findings, bool repairs)
    {
        var count = findings.Sum(finding => finding.Count);
        var repaired = findings.Sum(finding => finding.Repaired);
        var repairable = findings.Where(finding => finding.Repairable).Sum(finding => finding.Count - finding.Repaired);
        var found = $"{count} {(count == 1 ? "finding" : "findings")}";
        return repairs ? $"{found}, {repaired} repaired. Look once more: what was woken goes on by itself."
            : repairable > 0 ? $"{found}. {repairable} can be repaired: journeys doctor --repair"
            : $"{found}. None of them can be repaired by itself.";
    }
}
