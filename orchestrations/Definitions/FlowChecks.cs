using System.Collections.Frozen;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Definitions;

/// <summary>
/// What can be proved of the way through a journey before anybody walks it: every step is reached, every path can end, no
/// loop spins, "stay" has a task to stay at, mails exist, and waits refer to mails.
/// </summary>
/// <param name="graph">The steps that could be read.</param>
/// <param name="unsure">
/// The names of steps with mistakes that may be about where they lead, and of those that could not be read: nothing is
/// concluded from them, so that one mistake is told once.
/// </param>
/// <param name="bag">Where findings go.</param>
internal sealed class FlowChecks(StepGraph graph, FrozenSet<string> unsure, DiagnosticBag bag)
{
    public void Run(JourneySources sources)
    {
        if (graph.Steps.IsEmpty)
        {
            return;
        }

        CheckReached();
        CheckEnds();
        CheckSpinning();
        CheckStay();
        CheckMails(sources);
        CheckReferences();
    }

    private void CheckReached()
    {
        var reached = graph.Reached([0]);
        // Where a broken step leads, nobody knows.
        if (unsure.Count > 0 && (unsure.Any(name => graph.Number(name) < 0) || Any(reached, IsUnsure)))
        {
            return;
        }

        for (var step = 0; step < reached.Length; step++)
        {
            if (!reached[step])
            {
                var (name, at) = (graph.Steps[step].Name, graph.Steps[step].At);
                bag.Error("J109", at, $"step \"{name}\" is never reached: no step that is reached goes to it");
            }
        }
    }

    private void CheckEnds()
    {
        var ends = graph.LeadingTo(
            Enumerable
                .Range(0, graph.Steps.Length)
                .Where(step =>
                    graph.Steps[step] is EndStep
                    || IsUnsure(graph.Steps[step])
                    || graph.Steps[step].Ways.Any(way => way.To is null || unsure.Contains(way.To))
                )
        );
        for (var step = 0; step < ends.Length; step++)
        {
            if (!ends[step])
            {
                bag.Error(
                    "J111",
                    graph.Steps[step].At,
                    $"no way from step \"{graph.Steps[step].Name}\" leads to an \"end\"; add a step such as {{ \"end\": \"done\" }}"
                );
            }
        }
    }

    private void CheckSpinning()
    {
        foreach (var loop in Loops.Of(graph, (step, way) => !IsUnsure(step) && !step.TakesTime(way)))
        {
            var step = graph.Steps[loop[0]];
            bag.Error(
                "J110",
                step.At,
                $"from step \"{step.Name}\" a loop leads back to it that takes no time; put a \"wait\" into it"
            );
        }
    }

    private void CheckStay()
    {
        // The steps of late paths, from a task's "late" on as long as the task stays open, and those of all other paths.
        var late = graph.Reached(Leaving(IsLate), through: step => !step.Lasting);
        var others = Leaving((step, way) => step.Lasting && !IsLate(step, way)).Prepend(0);
        var otherwise = graph.Reached(others, through: step => !step.Lasting);
        for (var number = 0; number < graph.Steps.Length; number++)
        {
            var step = graph.Steps[number];
            foreach (var way in step.Ways.Where(way => way.To is null && !IsUnsure(step)))
            {
                if (step.Lasting || (!late[number] && unsure.Count == 0))
                {
                    bag.Error(
                        "J108",
                        way.At,
                        $"\"stay\" goes back to a task that is late, and step \"{step.Name}\" is on no way that begins at a \"late\""
                    );
                }
                else if (otherwise[number])
                {
                    bag.Error(
                        "J108",
                        way.At,
                        $"\"stay\" goes back to a task that is late, but step \"{step.Name}\" is also reached when no task is open; give that way a step of its own"
                    );
                }
            }
        }
    }

    private IEnumerable<int> Leaving(Func<Step, Way, bool> along) =>
        Enumerable.Range(0, graph.Steps.Length).SelectMany(step => graph.Next(step, along));

    private static bool IsLate(Step step, Way way) => step is PersonStep && way.Label == PersonStep.LateKey;

    private void CheckMails(JourneySources sources)
    {
        var mails = sources
            .Emails.Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal))
            .Select(file => file[..^5]);
        foreach (var step in graph.Steps.OfType<EmailStep>().Where(step => step.Template.Name.Length > 0))
        {
            var (name, at) = step.Template;
            if (!sources.Emails.ContainsKey($"{name}.html"))
            {
                bag.Error("J122", at, $"there is no mail emails/{name}.html.{DidYouMean.For(name, mails)}");
            }
        }
    }

    private void CheckReferences()
    {
        foreach (var waited in graph.Steps.OfType<WaitForStep>().SelectMany(step => step.Events))
        {
            if (
                waited.Of is { } of
                && graph.Number(of.Name) is >= 0 and var number
                && graph.Steps[number] is not EmailStep
            )
            {
                bag.Error(
                    "J115",
                    of.At,
                    $"\"of\" names a step that sends a mail, and \"{of.Name}\" sends none; use \"since\" instead"
                );
            }
        }
    }

    private bool IsUnsure(Step step) => unsure.Contains(step.Name);

    private bool Any(bool[] steps, Func<Step, bool> holds)
    {
        for (var step = 0; step < steps.Length; step++)
        {
            if (steps[step] && holds(graph.Steps[step]))
            {
                return true;
            }
        }

        return false;
    }
}
