using System.Collections.Concurrent;
using System.Collections.Frozen;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Catalog;

/// <summary>One version of a journey, ready to run: the definition, and its templates compiled.</summary>
/// <param name="definition">The journey.</param>
/// <param name="sources">The files it was read from.</param>
/// <param name="emails">Its mails by name.</param>
/// <param name="schema">The variables its templates may name.</param>
public sealed class PublishedJourney(
    JourneyDefinition definition,
    JourneySources sources,
    FrozenDictionary<string, MailTemplate> emails,
    TemplateSchema schema
)
{
    private readonly ConcurrentDictionary<string, TextTemplate> texts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TextTemplate> addresses = new(StringComparer.Ordinal);

    public JourneyDefinition Definition { get; } = definition;

    public JourneySources Sources { get; } = sources;

    /// <summary>Its mails by name.</summary>
    public FrozenDictionary<string, MailTemplate> Emails { get; } = emails;

    /// <summary>A title, a message or a value of a step, compiled.</summary>
    /// <exception cref="InvalidDataException">It cannot be read; publishing refuses such texts.</exception>
    public TextTemplate Text(string source) =>
        texts.GetOrAdd(
            source,
            text =>
            {
                var bag = new DiagnosticBag(Sources.Folder);
                return TextTemplate.Read(text, schema, Place.Start, bag)
                    ?? throw new InvalidDataException(string.Join("; ", bag.Items));
            }
        );

    /// <summary>The same for an address, in which values are escaped.</summary>
    public TextTemplate Address(string source) => addresses.GetOrAdd(source, text => Text(text).ForAddress());
}
