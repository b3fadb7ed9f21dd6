using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Cli.Simulation.Compare;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;

namespace Journeys.Cli.Explaining;

/// <summary><c>journeys rerun</c>: makes the decisions of a recorded way again, or takes the contact through another version.</summary>
internal static class RerunCommand
{
    public static Command Create(Shell shell)
    {
        var instance = new Argument<string>("instance") { Description = "The instance's id, from journeys show" };
        var with = new Option<string?>("--with")
        {
            Description = "Another version: a journey's folder, or a file in place of its journey.json",
            HelpName = "path",
        };
        var command = new Command(
            "rerun",
            """
            Make a contact's recorded decisions again, here and offline, and confirm that they come out the same; or show where
            another version would have led with the same events and answers.
            """
        )
        {
            instance,
            with,
            shell.Dir,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var other = parsed.GetValue(with) is { } path
                    ? Edition.At(path, shell.Surroundings, parsed.GetValue(shell.Dir)).Edition
                    : null;
                return await RunAsync(session, parsed.GetRequiredValue(instance), other, cancelled);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, Edition? other, CancellationToken cancelled)
    {
        var reply = await session.Api.RecordAsync(id, cancelled);
        if (reply is not Reply<InstanceRecord>.Done { Value: var record })
        {
            return session.Print(reply, static _ => { });
        }

        if (!record.Complete)
        {
            session.Screen.Trouble($"The beginning of {id} is not kept any more: what ended long ago is removed.");
            return (int)ExitCode.Problems;
        }

        var history = record.Moves.Select(HistoryRecord.Read).ToList();
        return (int)(
            other is null
                ? Again(session, record, history)
                : With(session, record, history, other, await session.WhenAsync(cancelled))
        );
    }

    private static ExitCode Again(Session session, InstanceRecord record, List<HistoryRecord> history)
    {
        var versions = record.Versions.ToDictionary(version => version.Version, Compiled, StringComparer.Ordinal);
        var difference = Replay.Compare(
            record.Summary.Id,
            history,
            version => versions[version],
            record.State.Deserialize(JourneyJson.Default.JourneyState)!
        );
        if (session.Json)
        {
            var verdict = new ReplayVerdict(record.Summary.Id, history.Count, difference is null, difference);
            session.Screen.Document(JsonSerializer.Serialize(verdict, ExplainingJson.Readable.ReplayVerdict));
        }
        else if (difference is null)
        {
            var what = history.Count == 1 ? "decision comes" : "decisions come";
            session.Screen.Line($"[green]The same[/]: all {history.Count} {what} out as recorded.");
        }
        else
        {
            var at = history.Find(one => one.Sequence == difference.Sequence)?.At.ToDateTimeOffset();
            session.Screen.Line(
                $"[red]Different[/] at input {difference.Sequence} of {history.Count}, of {at:yyyy-MM-dd HH:mm 'UTC'}:"
            );
            session.Screen.Beside(2, "recorded", 12, difference.Recorded);
            session.Screen.Beside(2, "now", 12, difference.Replayed);
        }

        return difference is null ? ExitCode.Done : ExitCode.Problems;
    }

    private static JourneyDefinition Compiled(VersionDetail version) =>
        JourneyCompiler.Compile(VersionSources.Of(version), version.Fields, teams: null).Journey?.Definition
        ?? throw new IOException($"Version {version.Version} of {version.Journey} cannot be read by this program.");

    private static ExitCode With(
        Session session,
        InstanceRecord record,
        List<HistoryRecord> history,
        Edition other,
        When when
    )
    {
        if (other.Definition is not { } definition)
        {
            session.Screen.Trouble($"{other.Label} has errors:");
            foreach (var finding in other.Diagnostics)
            {
                session.Screen.Advice($"{finding}");
            }

            return ExitCode.Problems;
        }

        var report = Report(record, history, definition, other.Label);
        if (session.Json)
        {
            session.Screen.Document(JsonSerializer.Serialize(report, ExplainingJson.Readable.RerunReport));
        }
        else
        {
            report.Print(session.Screen, when);
        }

        return ExitCode.Done;
    }

    private static RerunReport Report(
        InstanceRecord record,
        List<HistoryRecord> history,
        JourneyDefinition definition,
        string label
    )
    {
        var lived = LivedAgain.In(definition, record, history);
        var rows = RerunReport.Beside(LivedAgain.Recorded(history), lived.Path);
        var parted = rows.FirstOrDefault(row => row.Recorded is null || row.Other is null);
        var stands = StateView.Of(record.State.Deserialize(JourneyJson.Default.JourneyState)!);
        return new(
            record.Summary.Id,
            record.Summary.Contact,
            label,
            parted is null,
            (parted?.Recorded ?? parted?.Other)?.Step,
            rows,
            Words(stands),
            Words(lived.Stands),
            [.. Remarks(history, lived)]
        );
    }

    private static IEnumerable<string> Remarks(List<HistoryRecord> history, LivedAgain lived)
    {
        if (lived.Unplaced.Count > 0)
        {
            yield return $"Without a place there: {string.Join("; ", lived.Unplaced)}.";
        }

        if (history.Exists(one => one.Input is JourneyInput.OperatorDecided or JourneyInput.EffectFailed))
        {
            yield return "What operators decided and what failed does not happen there: every mail is sent, every webhook answers.";
        }
    }

    private static string Words(StateView view) =>
        view.Status
        + (view.Step is null ? "" : $" at {view.Step}")
        + (view.Outcome is null ? "" : $" ({view.Outcome})");
}
