using System.Collections.Frozen;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Proofs;

/// <summary>
/// What can be proved of a journey beyond its form, and what experience says is seldom meant. Judged while a journey is
/// written and published; a version that was published once is not judged again.
/// </summary>
public static class JourneyProofs
{
    /// <summary>Proves what can be proved; findings go into the bag (codes J130 to J139).</summary>
    /// <param name="draft">The journey as far as it could be read.</param>
    /// <param name="sources">Its files.</param>
    /// <param name="declared">The event types that the workspace declares; null: it declares none, and none is judged.</param>
    /// <param name="bag">The bag of its <c>journey.json</c>.</param>
    public static void Run(JourneyDraft draft, JourneySources sources, FrozenSet<string>? declared, DiagnosticBag bag)
    {
        new EventProofs(draft, bag).Run(declared);
        new OutcomeProofs(draft, bag).Run();
        if (draft.WaysAreSure && !draft.Graph.Steps.IsEmpty)
        {
            new OrderProofs(draft.Graph, bag).Run();
        }

        ProveDates(draft.Journey, bag);
        ProveConsent(draft, bag);
        ProveMails(draft, sources, bag);
    }

    private static void ProveDates(JourneyDefinition journey, DiagnosticBag bag)
    {
        foreach (var step in journey.InOrder.OfType<WaitStep>().Where(step => !step.HandlesMissing))
        {
            if (step.Until is WaitUntil.Date date)
            {
                bag.Warning(
                    "J136",
                    date.Place,
                    $"\"{date.Field}\" may not be known, and then step \"{step.Name}\" is held for an operator; say where to go with \"missing\""
                );
            }
        }
    }

    private static void ProveConsent(JourneyDraft draft, DiagnosticBag bag)
    {
        var sending = draft.Source.Get("sending") as Json.JsonTree.Object;
        var silent = draft.Journey.InOrder.OfType<EmailStep>().FirstOrDefault(step => step.Class is null);
        if (silent is not null && sending?.Get("class") is null)
        {
            bag.Warning(
                "J137",
                silent.At,
                $"nothing says under which consent step \"{silent.Name}\" sends its mail, so it is taken for marketing; write \"sending\": {{ \"class\": \"marketing\" }}, or \"requested\" or \"service\""
            );
        }
    }

    private static void ProveMails(JourneyDraft draft, JourneySources sources, DiagnosticBag bag)
    {
        // A step that could not be read may send any of them.
        if (draft.StepNames.IsEmpty || draft.Graph.Steps.Length < draft.StepNames.Length)
        {
            return;
        }

        var sent = draft.Journey.InOrder.OfType<EmailStep>().Select(step => step.Template.Name).ToHashSet();
        var unused = sources
            .Emails.Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal))
            .Select(file => file[..^5])
            .Where(name => !sent.Contains(name));
        foreach (var name in unused)
        {
            bag.Warning(
                "J138",
                draft.Source.Find("steps")?.NameAt ?? Place.Start,
                $"no step sends the mail emails/{name}.html; remove it, or send it with {{ \"email\": \"{name}\", … }}"
            );
        }
    }
}
