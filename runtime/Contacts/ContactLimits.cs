using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Contacts;

/// <summary>How large the profile of a contact or an account may become over time, whatever single events may say: a row must hold it.</summary>
public static class ContactLimits
{
    /// <summary>The most characters of all names and values of a profile together.</summary>
    public const int ProfileLength = 200_000;

    /// <summary>What is too large about a profile, and what to do; null when nothing is.</summary>
    /// <param name="whose">The contact or account: <c>contact ada@example.com</c>.</param>
    /// <param name="profile">Its fields, as they would be kept.</param>
    public static string? Problem(string whose, Fields profile)
    {
        if (profile.Count > Fields.Limit)
        {
            return $"{whose} would have {profile.Count} fields, at most {Fields.Limit} are kept: "
                + "send only what journeys use";
        }

        var length = profile.Sum(field => field.Key.Length + Length(field.Value));
        return length > ProfileLength
            ? $"{whose} would have a profile of {length} characters, at most {ProfileLength} are kept: "
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
