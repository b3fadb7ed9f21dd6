using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>The circumstances in which an effect is performed: whose it is, and what is known at this instant.</summary>
/// <param name="Entry">The effect's entry in the ledger.</param>
/// <param name="Journey">The version of the journey that decided it.</param>
/// <param name="Facts">The instant, the contact and the account.</param>
/// <param name="Templates">What its templates' variables stand for.</param>
public sealed record Occasion(LedgerEntry Entry, PublishedJourney Journey, Facts Facts, TemplateContext Templates)
{
    /// <summary>The contact's key.</summary>
    public string Contact => Entry.Contact;

    /// <summary>The id of the instance.</summary>
    public string Instance => Entry.Instance;

    public Instant Now => Facts.Now;

    /// <summary>What the contact is called, as well as it is known.</summary>
    public string ContactName => ContactNames.Of(Contact, Facts.Contact);

    /// <summary>Renders one of the effect's texts.</summary>
    /// <returns>Why it cannot be rendered; null when it was.</returns>
    public Performance.Failed? Render(string template, out string text)
    {
        var rendering = Journey.Text(template).Render(Templates);
        text = rendering is Rendering<string>.Rendered rendered ? rendered.Content : "";
        return rendering is Rendering<string>.Failed failed ? Performance.Never(failed.Reason) : null;
    }

    /// <summary>
    /// Renders an address. Values within it are escaped, so that a contact's field can neither leave its place in the path nor
    /// add to the query; an address that begins with a variable is that variable's value as it is.
    /// </summary>
    /// <returns>Why it cannot be rendered; null when it was.</returns>
    public Performance.Failed? RenderAddress(string template, out string address)
    {
        var isWhole = template.AsSpan().TrimStart().StartsWith("{{");
        var rendering = (isWhole ? Journey.Text(template) : Journey.Address(template)).Render(Templates);
        address = rendering is Rendering<string>.Rendered rendered ? rendered.Content : "";
        return rendering is Rendering<string>.Failed failed ? Performance.Never(failed.Reason) : null;
    }

    /// <summary>Renders every text in named values; the values keep their kind otherwise.</summary>
    /// <returns>Why one cannot be rendered; null when all were.</returns>
    public Performance.Failed? Render(Fields template, out Fields fields)
    {
        fields = Fields.Empty;
        var rendered = new List<KeyValuePair<string, FieldValue>>(template.Count);
        foreach (var (name, value) in template)
        {
            if (Render(value, out var content) is { } failed)
            {
                return failed;
            }

            rendered.Add(new(name, content));
        }

        fields = Fields.Of(rendered);
        return null;
    }

    /// <summary>Renders a value: its text, or each text in its list.</summary>
    /// <returns>Why it cannot be rendered; null when it was.</returns>
    public Performance.Failed? Render(FieldValue template, out FieldValue value)
    {
        value = template;
        switch (template)
        {
            case FieldValue.Text text:
                var failed = Render(text.Value, out var content);
                value = FieldValue.Of(content);
                return failed;
            case FieldValue.Many many:
                var items = new List<FieldValue>();
                foreach (var item in many.Items)
                {
                    if (Render(item, out var rendered) is { } missing)
                    {
                        return missing;
                    }

                    items.Add(rendered);
                }

                value = new FieldValue.Many([.. items]);
                return null;
            default:
                return null;
        }
    }
}
