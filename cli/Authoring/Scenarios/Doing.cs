using System.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Scenarios;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>What the effects of a journey come to in a scenario: their texts, by the names a scenario uses.</summary>
internal sealed class Doing(PublishedJourney journey)
{
    /// <summary>What a webhook answers.</summary>
    public static readonly Fields Answer = Fields.Of(KeyValuePair.Create("status", FieldValue.Of(200)));

    public Wording Wording { get; } = new(journey);

    private DateTimeZone Zone => journey.Definition.TimeZone;

    /// <summary>Does it.</summary>
    /// <param name="problem">Why it cannot be done; null when it can.</param>
    public Note Do(Rehearsal rehearsal, Effect effect, out string? problem)
    {
        problem = null;
        var now = rehearsal.Now;
        switch (effect)
        {
            case Effect.SendEmail mail:
                var content = Wording.Mail(rehearsal, mail);
                problem = (content as Rendering<MailContent>.Failed)?.Reason;
                var subject = (content as Rendering<MailContent>.Rendered)?.Content.Subject;
                return Note.Of(
                    now,
                    Deed.Email,
                    mail.Step,
                    ("mail", mail.Template),
                    ("class", mail.Class),
                    ("subject", subject)
                );
            case Effect.OpenTask task:
                var title = Text(rehearsal, effect, task.Title, ref problem);
                var kind = task.Kind == TaskKind.Handoff ? Deed.Handoff : Deed.Task;
                return Note.Of(
                    now,
                    kind,
                    task.Step,
                    ("team", task.Team),
                    ("title", title),
                    ("due", ScenarioTime.Words(task.Due, Zone))
                );
            case Effect.Notify { To: null } remind:
                return Note.Of(
                    now,
                    Deed.Remind,
                    remind.Step,
                    ("message", Text(rehearsal, effect, remind.Message, ref problem))
                );
            case Effect.Notify notify:
                return Note.Of(
                    now,
                    Deed.Notify,
                    notify.Step,
                    ("to", notify.To),
                    ("message", Text(rehearsal, effect, notify.Message, ref problem))
                );
            case Effect.CallWebhook call:
                var url = Text(rehearsal, effect, call.Url, ref problem);
                var body = Under("body", Wording.Values(rehearsal, effect, call.Body, out var wrong));
                problem ??= wrong;
                return Note.Of(now, Deed.Webhook, call.Step, [("method", call.Method), ("url", url), .. body]);
            case Effect.UpdateContact update:
                return Note.Of(now, Deed.Update, update.Step, Changed(rehearsal, update, out problem));
            case Effect.PublishEvent publish:
                var data = Under("data", Wording.Values(rehearsal, effect, publish.Data, out problem));
                return Note.Of(now, Deed.Emit, publish.Step, [("event", publish.Type), .. data]);
            case Effect.StartJourney start:
                var told = Under("data", Wording.Values(rehearsal, effect, start.Data, out problem));
                return Note.Of(now, Deed.Start, start.Step, [("journey", start.Journey), .. told]);
            default:
                throw new UnreachableException($"nobody does {effect.GetType().Name}");
        }
    }

    private string? Text(Rehearsal rehearsal, Effect effect, string template, ref string? problem)
    {
        switch (Wording.Text(rehearsal, effect, template))
        {
            case Rendering<string>.Rendered rendered:
                return rendered.Content;
            case Rendering<string>.Failed failed:
                problem ??= failed.Reason;
                return null;
            default:
                throw new UnreachableException();
        }
    }

    // The fields as they are afterwards.
    private IEnumerable<(string, string?)> Changed(
        Rehearsal rehearsal,
        Effect.UpdateContact update,
        out string? problem
    )
    {
        string? first = null;
        var changes = update
            .Changes.Select(change =>
                change.Value is null
                    ? change
                    : change with
                    {
                        Value = Wording.Value(rehearsal, update, change.Value, reason => first ??= reason),
                    }
            )
            .ToList();
        problem = first;
        var after = ProfileChanges.Apply(rehearsal.Contact.Profile, changes);
        return changes
            .DistinctBy(change => change.Field)
            .Select(change => ($"contact.{change.Field}", (string?)(after[change.Field]?.ToString() ?? "")));
    }

    private static IEnumerable<(string, string?)> Under(string root, Fields values) =>
        values.Select(field => ($"{root}.{field.Key}", (string?)field.Value.ToString()));
}
