using System.Buffers;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Which words may be names.</summary>
public static class Words
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 60;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyz0123456789-"
    );

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"
    );

    /// <summary>
    /// Whether a journey, a step, an arm or an outcome may be called so: small letters, digits and hyphens, beginning with
    /// a letter, at most <see cref="NameLimit"/> characters. Such names are safe in addresses, table keys and file names.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= NameLimit
        && char.IsAsciiLetterLower(text[0])
        && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether an event's type may be called so, for a journey to listen for it.</summary>
    public static bool IsEventType(string text) =>
        text.Length is > 0 and <= 256 && !text.AsSpan().ContainsAnyExcept(TypeCharacters);
}
