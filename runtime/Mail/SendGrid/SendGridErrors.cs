using System.Text.Json;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>SendGrid's own words about what is wrong with a request.</summary>
internal sealed record SendGridErrors(IReadOnlyList<SendGridError>? Errors)
{
    private const int MostCharacters = 1_000;

    /// <summary>Reads the errors of an answer; null when it does not come from SendGrid's own code.</summary>
    public static SendGridErrors? Read(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SendGridJson.Default.SendGridErrors) is { Errors.Count: > 0 } read
                ? read
                : null;
        }
        catch (JsonException)
        {
            // A page of some proxy on the way.
            return null;
        }
    }

    public override string ToString()
    {
        var words = string.Join("; ", (Errors ?? []).Select(error => error.ToString()));
        return words.Length <= MostCharacters ? words : Plain.Beginning(words, MostCharacters) + "…";
    }
}

/// <summary>One of them.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Field">Where in the request; null when nowhere in particular.</param>
/// <param name="Help">A page about it; mostly absent.</param>
internal sealed record SendGridError(string? Message, string? Field, JsonElement? Help)
{
    public override string ToString()
    {
        var where = Field is { Length: > 0 } ? $" ({Field})" : "";
        var help = Help is { ValueKind: JsonValueKind.String } page ? $" See {page.GetString()}" : "";
        return $"{Message ?? "no words"}{where}{help}";
    }
}
