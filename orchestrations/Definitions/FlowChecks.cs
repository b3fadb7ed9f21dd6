using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Definitions;

/// <summary>
/// What can be proved of the way through a journey before anybody walks it: every step is reached, every path can end, no
/// loop spins, "stay" has a task to stay at, mails exist, and waits refer to mails.
/// </summary>
internal static class FlowChecks
{
    public static void Run(
        ImmutableArray<Step> steps,
        FrozenDictionary<string, Step> byName,
        JourneySources sources,
        DiagnosticBag bag
    )
    {
        if (steps.IsEmpty || bag.HasErrors)
        {
            return;
        }

        CheckReached(steps, byName, bag);
        CheckEnds(steps, byName, bag);
        CheckSpinning(steps, byName, bag);
        CheckStay(steps, byName, bag);
        CheckMails(steps, sources, bag);
        CheckReferences(steps, byName, bag);
    }

    private static void CheckReached(
        ImmutableArray<Step> steps,
        FrozenDictionary<string, Step> byName,
        DiagnosticBag bag
    )
    {
        var reached = From([steps[0]], byName, _ => true);
        foreach (var step in steps.Where(step => !reached.Contains(step)))
        {
            bag.Error("J109", step.At, $"step \"{step.Name}\" is never reached: no step that is reached goes to it");
        }
    }

    private static void CheckEnds(ImmutableArray<Step> steps, FrozenDictionary<string, Step> byName, DiagnosticBag bag)
    {
        foreach (var step in steps)
        {
            if (!From([step], byName, _ => true).Any(end => end is EndStep || end.Ways.Any(way => way.To is null)))
            {
                bag.Error(
                    "J111",
                    step.At,
                    $"no way from step \"{step.Name}\" leads to an \"end\"; add a step such as {{ \"end\": \"done\" }}"
                );
            }
        }
    }

    private static void CheckSpinning(
        ImmutableArray<Step> steps,
        FrozenDictionary<string, Step> byName,
        DiagnosticBag bag
    )
    {
        foreach (var step in steps)
        {
            var quick = Next(step, byName, way => !step.TakesTime(way));
            if (Within(quick, byName).Contains(step))
            {
                bag.Error(
                    "J110",
                    step.At,
                    $"from step \"{step.Name}\" a loop leads back to it that takes no time; put a \"wait\" into it"
                );
                return;
            }
        }

        static HashSet<Step> Within(IEnumerable<Step> from, FrozenDictionary<string, Step> byName)
        {
            var seen = new HashSet<Step>();
            var open = new Stack<Step>(from);
            while (open.TryPop(out var step))
            {
                if (seen.Add(step))
                {
                    foreach (var next in Next(step, byName, way => !step.TakesTime(way)))
                    {
                        open.Push(next);
                    }
                }
            }

            return seen;
        }
    }

    private static void CheckStay(ImmutableArray<Step> steps, FrozenDictionary<string, Step> byName, DiagnosticBag bag)
    {
        // The steps of late paths: from a task's "late" on, as long as the task stays open.
        var late = steps
            .OfType<PersonStep>()
            .SelectMany(step => step.Ways.Where(way => way.Label == PersonStep.LateKey));
        var open = From(
            late.Select(way => byName.GetValueOrDefault(way.To ?? "")).OfType<Step>(),
            byName,
            _ => true,
            step => !step.Lasting
        );
        foreach (var step in steps)
        {
            foreach (var way in step.Ways.Where(way => way.To is null))
            {
                if (step is PersonStep || !open.Contains(step) || step.Lasting)
                {
                    bag.Error(
                        "J108",
                        way.At,
                        $"\"stay\" goes back to a task that is late, and step \"{step.Name}\" is on no way that begins at a \"late\""
                    );
                }
                else if (ReachedOtherwise(step, steps, byName))
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

    // Whether a step is reached on a way that does not begin at a "late".
    private static bool ReachedOtherwise(Step stays, ImmutableArray<Step> steps, FrozenDictionary<string, Step> byName)
    {
        var others = steps
            .Where(step => step.Lasting)
            .SelectMany(step => step.Ways.Where(way => step is not PersonStep || way.Label != PersonStep.LateKey))
            .Select(way => byName.GetValueOrDefault(way.To ?? ""))
            .OfType<Step>()
            .Prepend(steps[0]);
        return From(others, byName, _ => true, step => !step.Lasting).Contains(stays);
    }

    private static void CheckMails(ImmutableArray<Step> steps, JourneySources sources, DiagnosticBag bag)
    {
        var mails = sources
            .Emails.Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal))
            .Select(file => file[..^5]);
        foreach (var step in steps.OfType<EmailStep>())
        {
            var (name, at) = step.Template;
            if (!sources.Emails.ContainsKey($"{name}.html"))
            {
                bag.Error("J122", at, $"there is no mail emails/{name}.html.{DidYouMean.For(name, mails)}");
            }
        }
    }

    private static void CheckReferences(
        ImmutableArray<Step> steps,
        FrozenDictionary<string, Step> byName,
        DiagnosticBag bag
    )
    {
        foreach (var waited in steps.OfType<WaitForStep>().SelectMany(step => step.Events))
        {
            if (waited.Of is { } of && byName.GetValueOrDefault(of.Name) is not EmailStep)
            {
                bag.Error(
                    "J115",
                    of.At,
                    $"\"of\" names a step that sends a mail, and \"{of.Name}\" sends none; use \"since\" instead"
                );
            }
        }
    }

    private static HashSet<Step> From(
        IEnumerable<Step> from,
        FrozenDictionary<string, Step> byName,
        Func<Way, bool> along,
        Func<Step, bool>? through = null
    )
    {
        var seen = new HashSet<Step>();
        var open = new Stack<Step>(from);
        while (open.TryPop(out var step))
        {
            if (!seen.Add(step) || through?.Invoke(step) == false)
            {
                continue;
            }

            foreach (var next in Next(step, byName, along))
            {
                open.Push(next);
            }
        }

        return seen;
    }

    private static IEnumerable<Step> Next(Step step, FrozenDictionary<string, Step> byName, Func<Way, bool> along) =>
        step.Ways.Where(along).Select(way => byName.GetValueOrDefault(way.To ?? "")).OfType<Step>();
}
