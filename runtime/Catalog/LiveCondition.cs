namespace Journeys.Runtime.Catalog;

/// <summary>
/// What must be live for something to be published, so that of two who publish at the same time the slower one is told:
/// the headers <c>If-Match</c> and <c>If-None-Match</c>. Source: RFC 9110, section 13.1.
/// </summary>
public sealed record LiveCondition
{
    private const string Any = "*";

    private string? match;
    private bool isNew;

    private LiveCondition() { }

    /// <summary>Whatever is live, or nothing.</summary>
    public static LiveCondition None { get; } = new();

    /// <summary>Nothing may be live yet.</summary>
    public static LiveCondition New { get; } = new() { isNew = true };

    /// <summary>The condition of a request's headers.</summary>
    /// <param name="ifMatch">The header <c>If-Match</c>; null or empty: any version may be live, or none.</param>
    /// <param name="ifNoneMatch">The header <c>If-None-Match</c>, of which only <c>*</c> is known.</param>
    public static LiveCondition Of(string? ifMatch, string? ifNoneMatch) =>
        new() { match = string.IsNullOrWhiteSpace(ifMatch) ? null : ifMatch, isNew = ifNoneMatch?.Trim() == Any };

    /// <summary>The mark of a version, as the header <c>ETag</c> writes it.</summary>
    public static string Tag(string version) => $"\"{version}\"";

    /// <summary>Whether the condition holds.</summary>
    /// <param name="live">What is live; null: nothing.</param>
    public bool Holds(LiveJourney? live) =>
        (match is null || (live is not null && Matches(match, live.Version))) && (!isNew || live is null);

    // Tags are compared strongly: a weak one never matches.
    private static bool Matches(string header, string version) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == Any || tag == Tag(version));
}
