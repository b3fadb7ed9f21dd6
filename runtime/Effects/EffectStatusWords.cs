namespace Journeys.Runtime.Effects;

/// <summary>The words of <see cref="EffectStatus"/> in tables and in the API.</summary>
public static class EffectStatusWords
{
    private static readonly string[] Words =
    [
        "claimed",
        "sending",
        "done",
        "failed",
        "uncertain",
        "confirmed",
        "bounced",
        "dropped",
        "deferred",
    ];

    public static string Of(EffectStatus status) => Words[(int)status];

    /// <summary>The status that has this word.</summary>
    /// <exception cref="InvalidDataException">No status has this word.</exception>
    public static EffectStatus Read(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var index
            ? (EffectStatus)index
            : throw new InvalidDataException($"\"{word}\" is not the status of an effect.");
}
