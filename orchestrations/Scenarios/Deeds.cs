using System.Collections.Frozen;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>The words of deeds, and what may be said of each.</summary>
public static class Deeds
{
    /// <summary>The detail that names a reason; it is expected to be part of the reason's words.</summary>
    public const string Because = "because";

    /// <summary>The deeds by their word, each with the details it takes.</summary>
    internal static readonly FrozenDictionary<string, DeedWords> ByWord = new Dictionary<string, DeedWords>
    {
        ["email"] = new(Deed.Email, ["mail", "class", "subject"]),
        ["task"] = new(Deed.Task, ["team", "title", "due"]),
        ["handoff"] = new(Deed.Handoff, ["team", "title", "due"]),
        ["remind"] = new(Deed.Remind, ["message"]),
        ["notify"] = new(Deed.Notify, ["to", "message"]),
        ["webhook"] = new(Deed.Webhook, ["method", "url", "body"]),
        ["update"] = new(Deed.Update, ["contact"]),
        ["emit"] = new(Deed.Emit, ["event", "data"]),
        ["start"] = new(Deed.Start, ["journey", "data"]),
        ["decide"] = new(Deed.Decide, [Because, "to"]),
        ["ignore"] = new(Deed.Ignore, [Because]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The deed's word, as in a scenario.</summary>
    public static string Word(Deed deed) => ByWord.First(pair => pair.Value.Deed == deed).Key;

    /// <summary>Whether everything of this kind is expected to be named.</summary>
    public static bool IsCounted(Deed deed) => deed is not (Deed.Decide or Deed.Ignore);
}

/// <summary>A deed and the details it takes.</summary>
internal sealed record DeedWords(Deed Deed, IReadOnlyList<string> Details);
