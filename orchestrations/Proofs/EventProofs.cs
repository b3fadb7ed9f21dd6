using System.Collections.Frozen;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Proofs;

/// <summary>Finds events that a journey counts on and that nobody is known to send.</summary>
internal sealed class EventProofs(JourneyDraft draft, DiagnosticBag bag)
{
    /// <summary>The events that Journeys itself records, or that tell of its mails.</summary>
    public static readonly FrozenSet<string> BuiltIn = FrozenSet.Create([
        .. EmailStep.Settling,
        MailEvents.Delayed,
        MailEvents.Complained,
        OwnTouchpoints.EmailSent,
        OwnTouchpoints.TaskAnswered,
        OwnTouchpoints.OwnerChanged,
        OwnTouchpoints.ContactUpdated,
        HubRules.Unsubscribed,
        HubRules.Consented,
    ]);

    public void Run(FrozenSet<string>? declared)
    {
        if (declared is not null)
        {
            ProveKnown([.. BuiltIn, .. declared, .. draft.Graph.Steps.OfType<EmitStep>().Select(step => step.Type)]);
        }

        if (draft.WaysAreSure)
        {
            ProveMailsBefore();
        }
    }

    private void ProveKnown(HashSet<string> known)
    {
        foreach (var (type, at) in Rules().Concat(Waited()).Concat(Counted()))
        {
            if (Words.IsEventType(type) && !known.Contains(type))
            {
                bag.Warning(
                    "J132",
                    at,
                    $"nothing is known to send the event \"{type}\"; if a system sends it, declare it in fields.json under \"event\"."
                        + DidYouMean.For(type, known.Order(StringComparer.Ordinal))
                );
            }
        }
    }

    // A wait for what only a mail can cause, where no mail of this journey can have been sent.
    private void ProveMailsBefore()
    {
        var mails = draft.Graph.Steps.OfType<EmailStep>().Select(step => draft.Graph.Number(step.Name)).ToList();
        var after = draft.Graph.Reached(mails.SelectMany(mail => draft.Graph.Next(mail)));
        foreach (
            var wait in draft.Graph.Steps.OfType<WaitForStep>().Where(wait => !after[draft.Graph.Number(wait.Name)])
        )
        {
            foreach (
                var waited in wait.Events.Where(waited => waited.Of is null && EmailStep.Seen.Contains(waited.Type))
            )
            {
                bag.Warning(
                    "J133",
                    waited.At,
                    $"no mail is sent before step \"{wait.Name}\", so \"{waited.Type}\" could only come from a mail of another journey"
                );
            }
        }
    }

    private IEnumerable<(string Type, Place At)> Waited() =>
        draft
            .Graph.Steps.OfType<WaitForStep>()
            .SelectMany(wait => wait.Events)
            .Select(waited => (waited.Type, waited.At));

    private IEnumerable<(string Type, Place At)> Counted()
    {
        var journey = draft.Journey;
        var rules = journey.Leave.Prepend<EventRule?>(journey.Goal).Prepend(journey.Entry);
        return draft
            .Graph.Steps.OfType<BranchStep>()
            .SelectMany(branch => branch.Arms.Select(arm => arm.If))
            .Concat(rules.Select(rule => rule?.If).OfType<Condition>())
            .SelectMany(condition => condition.Leaves)
            .OfType<Did>()
            .Select(did => (did.Event, did.At));
    }

    // The rules do not remember where their types are written; the file does.
    private IEnumerable<(string Type, Place At)> Rules()
    {
        var leave = draft.Source.Get("leave") is JsonTree.List list ? list.Items : [];
        return leave
            .Prepend(draft.Source.Get("goal"))
            .Prepend(draft.Source.Get("enter"))
            .OfType<JsonTree.Object>()
            .SelectMany(rule => rule.Get("on") is JsonTree.List several ? several.Items : [rule.Get("on")!])
            .OfType<JsonTree.Text>()
            .Select(type => (type.Value, type.At));
    }
}
