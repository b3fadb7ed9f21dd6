using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Renders what a journey says in a rehearsal, with what is known then, as a host would.</summary>
internal sealed class Wording(PublishedJourney journey)
{
    /// <summary>The address that stands for the real one, which only a host knows.</summary>
    public const string UnsubscribeUrl = "https://journeys.example/unsubscribe";

    public const string PreferencesUrl = "https://journeys.example/preferences";

    /// <summary>A mail; or why it cannot be written.</summary>
    public Rendering<MailContent> Mail(Rehearsal rehearsal, Effect.SendEmail mail)
    {
        if (string.IsNullOrEmpty(rehearsal.Contact.Profile.Text("email")))
        {
            return new Rendering<MailContent>.Failed(["contact.email"], "contact.email is not known");
        }

        return MailRenderer.Render(journey.Emails[mail.Template], Context(rehearsal, mail));
    }

    /// <summary>A text of an effect; or why it cannot be written.</summary>
    public Rendering<string> Text(Rehearsal rehearsal, Effect effect, string template) =>
        journey.Text(template).Render(Context(rehearsal, effect));

    /// <summary>Named values, every text in them rendered.</summary>
    /// <param name="problem">Why one cannot be written; null when all can.</param>
    public Fields Values(Rehearsal rehearsal, Effect effect, Fields template, out string? problem)
    {
        string? first = null;
        var values = template
            .Select(field =>
                KeyValuePair.Create(field.Key, Value(rehearsal, effect, field.Value, reason => first ??= reason))
            )
            .ToList();
        problem = first;
        return Fields.Of(values);
    }

    /// <summary>A value, its texts rendered; what cannot be written stays as it is.</summary>
    public FieldValue Value(Rehearsal rehearsal, Effect effect, FieldValue template, Action<string> fails)
    {
        switch (template)
        {
            case FieldValue.Text text when Text(rehearsal, effect, text.Value) is var rendering:
                if (rendering is Rendering<string>.Rendered rendered)
                {
                    return FieldValue.Of(rendered.Content);
                }

                fails(((Rendering<string>.Failed)rendering).Reason);
                return template;
            case FieldValue.Many many:
                return new FieldValue.Many([.. many.Items.Select(item => Value(rehearsal, effect, item, fails))]);
            default:
                return template;
        }
    }

    /// <summary>What the variables of an effect's texts stand for now.</summary>
    public TemplateContext Context(Rehearsal rehearsal, Effect effect) =>
        new(
            rehearsal.Contact.Profile,
            rehearsal.Account,
            effect.Story,
            journey.Definition.Title,
            TemplateContext.ZoneOf(rehearsal.Contact.Profile, journey.Definition.TimeZone),
            effect is Effect.SendEmail ? UnsubscribeUrl : null,
            effect is Effect.SendEmail ? PreferencesUrl : null
        );
}
