using System.Collections.Immutable;
using System.Text;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Definitions;

/// <summary>The texts that a journey is made of, as its author wrote them.</summary>
/// <param name="Folder">The journey's folder, for messages: <c>workspace/whitepaper-nurture</c>.</param>
/// <param name="Definition">The text of <c>journey.json</c>.</param>
/// <param name="Emails">The texts under <c>emails/</c> by file name.</param>
/// <param name="Calendars">The texts of the workspace's calendars by name.</param>
public sealed record JourneySources(
    string Folder,
    string Definition,
    ImmutableSortedDictionary<string, string> Emails,
    ImmutableSortedDictionary<string, string> Calendars
)
{
    /// <summary>The hash of all texts: 12 characters of base32. The same texts always have the same version.</summary>
    public string Version
    {
        get
        {
            var all = new StringBuilder(Definition);
            foreach (var (name, text) in Emails.Concat(Calendars))
            {
                // Lengths keep the parts apart, whatever they contain.
                all.Append('\n').Append(name).Append(' ').Append(text.Length).Append('\n').Append(text);
            }

            return StableHash.Base32(all.ToString(), 12);
        }
    }
}
