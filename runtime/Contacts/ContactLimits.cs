using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Contacts;

/// <summary>How large a profile may become over time, whatever single events may say: a row must hold it.</summary>
public static class ContactLimits
{
    /// <summary>The most characters of all names and values of a profile together.</summary>
    public const int ProfileLength = 200_000;

    /// <summary>What is too large about a contact, and what to do; null when nothing is.</summary>
    public static string? Problem(Contact contact)
    {
        if (contact.Profile.Count > Fields.Limit)
        {
            return $"contact {contact.Key} would have {contact.Profile.Count} fields, at most {Fields.Limit} are kept: "
                + "send only what journeys use";
        }

        var length = contact.Profile.Sum(field => field.Key.Length + Length(field.Value));
        return length > ProfileLength
            ? $"contact {contact.Key} would have a profile of {length} characters, at most {ProfileLength} are kept: "
                + "send a link to large content"
            : null;
    }

    private static int Length(FieldValue value) =>
        value switch
        {
            FieldValue.Text text => text.Value.Length,
            FieldValue.Many many => many.Items.Sum(Length),
            _ => 8,
        };
}
