namespace Journeys.Runtime.Events;

/// <summary>An event as a request or a message carries it, before it is known in which of the ways.</summary>
/// <param name="ContentType">As it came; null when there is none.</param>
/// <param name="Attributes">The event's attributes outside the body; none when all of the event is in the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Mend">What to send instead, when this cannot be read.</param>
internal sealed record Carried(
    string? ContentType,
    IReadOnlyDictionary<string, string> Attributes,
    ReadOnlyMemory<byte> Body,
    string Mend
)
{
    /// <summary>The content type without its parameters, in lower case; empty when there is none.</summary>
    public string Media { get; } = (ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    /// <summary>The charset it names; null when it names none.</summary>
    public string? Charset { get; } = CharsetIn(ContentType);

    public bool IsUtf8 => Charset is null || Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it says that the body is a whole event, or several.</summary>
    public bool IsCloudEvents => Media.StartsWith("application/cloudevents", StringComparison.Ordinal);

    private static string? CharsetIn(string? contentType)
    {
        string? charset = null;
        foreach (var part in (contentType ?? "").Split(';', StringSplitOptions.TrimEntries).AsSpan(1))
        {
            if (part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
            {
                charset = part["charset=".Length..].Trim('"');
            }
        }

        return charset;
    }
}
