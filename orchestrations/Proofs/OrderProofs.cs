using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Proofs;

/// <summary>
/// What is asked before it can be known: the result of a step that was never made, what happened since a step that was
/// never come to, and whether somebody answered a mail that left this very instant.
/// </summary>
internal sealed class OrderProofs(StepGraph graph, DiagnosticBag bag)
{
    private readonly Precedence precedence = new(graph);

    public void Run()
    {
        foreach (var step in graph.Steps)
        {
            switch (step)
            {
                case BranchStep branch:
                    ProveBranch(branch);
                    break;
                case WaitForStep wait:
                    ProveWait(wait);
                    break;
            }
        }

        ProveTooEarly();
    }

    private void ProveBranch(BranchStep branch)
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaves in branch.Arms.Select(arm => arm.If.Leaves.OfType<Comparison>().ToList()))
        {
            // Who asks whether there is a result has thought of it.
            asked.UnionWith(leaves.Where(leaf => leaf.Test is Test.Exists).Select(leaf => StepIn(leaf.Path) ?? ""));
            foreach (var leaf in leaves)
            {
                ProveResult(branch, leaf, asked);
            }
        }
    }

    private void ProveResult(Step asking, Comparison leaf, HashSet<string> asked)
    {
        if (StepIn(leaf.Path) is not { } name || graph.Number(name) is not (>= 0 and var about))
        {
            return;
        }

        var at = graph.Number(asking.Name);
        if (about != at && precedence.IsBefore(about, at, made: true))
        {
            return;
        }

        if (!CanBeBefore(about, at, made: true))
        {
            bag.Error(
                "J130",
                leaf.At,
                $"step \"{asking.Name}\" asks for the result of step \"{name}\", which is never made before it"
            );
        }
        else if (!asked.Contains(name))
        {
            bag.Warning(
                "J131",
                leaf.At,
                $"a run can come to step \"{asking.Name}\" without a result of step \"{name}\", and is held then; ask first for {{ \"{leaf.Path}\": {{ \"exists\": true }} }}"
            );
        }
    }

    private void ProveWait(WaitForStep wait)
    {
        foreach (var named in wait.Events.Select(waited => waited.Of ?? waited.Since).OfType<Named>())
        {
            if (named.Name == wait.Name || graph.Number(named.Name) is not (>= 0 and var about))
            {
                continue;
            }

            var at = graph.Number(wait.Name);
            if (precedence.IsBefore(about, at, made: false))
            {
                continue;
            }

            if (!CanBeBefore(about, at, made: false))
            {
                bag.Error(
                    "J130",
                    named.At,
                    $"step \"{wait.Name}\" waits for what happens after step \"{named.Name}\", which never comes before it"
                );
            }
            else
            {
                bag.Warning(
                    "J131",
                    named.At,
                    $"a run can come to step \"{wait.Name}\" without step \"{named.Name}\", and is held then; give that way a wait of its own"
                );
            }
        }

        foreach (var leaf in wait.Events.SelectMany(waited => waited.If?.Leaves ?? []).OfType<Comparison>())
        {
            ProveResult(wait, leaf, asked: []);
        }
    }

    // Only asked of what is not certainly before, which is told to the author, so it may cost a pass over the journey.
    private bool CanBeBefore(int about, int asking, bool made) =>
        graph.Reached(graph.Next(about, (step, way) => !made || Precedence.Settles(step, way)))[asking];

    private void ProveTooEarly()
    {
        var sent = graph.Reached(Leaving(IsSent), through: step => !step.Lasting);
        var later = graph.Reached(
            Leaving((step, way) => step.Lasting && !IsSent(step, way)).Prepend(0),
            through: step => !step.Lasting
        );
        foreach (var branch in graph.Steps.OfType<BranchStep>())
        {
            var at = graph.Number(branch.Name);
            if (!sent[at] || later[at])
            {
                continue;
            }

            foreach (var did in branch.Arms.SelectMany(arm => arm.If.Leaves).OfType<Did>())
            {
                if (EmailStep.Seen.Contains(did.Event))
                {
                    bag.Warning(
                        "J134",
                        did.At,
                        $"step \"{branch.Name}\" asks for \"{did.Event}\" in the very instant after a mail was sent, when that cannot have happened yet; put a \"waitFor\" between them"
                    );
                }
            }
        }
    }

    private IEnumerable<int> Leaving(Func<Step, Way, bool> along) =>
        Enumerable.Range(0, graph.Steps.Length).SelectMany(step => graph.Next(step, along));

    private static bool IsSent(Step step, Way way) => step is EmailStep mail && way == mail.Then;

    private static string? StepIn(string path) => path.Split('.') is ["steps", var name, ..] ? name : null;
}
