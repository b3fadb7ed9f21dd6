using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.DeadLetters;

/// <summary>How the text of a dead letter is mended before it is replayed; every part may be left out.</summary>
/// <param name="Text">Another text altogether.</param>
/// <param name="Set">Values by their place in the event: <c>data.topic</c>, <c>time</c>; null removes what stands there.</param>
public sealed record Mending(string? Text = null, IReadOnlyDictionary<string, JsonElement>? Set = null)
{
    /// <summary>The most places that are set at once.</summary>
    public const int MostPlaces = 100;

    // People read it; it is never part of a page.
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Mending None { get; } = new();

    /// <summary>Whether anything is changed.</summary>
    public bool Changes => Text is not null || Set is { Count: > 0 };

    /// <summary>Why nothing can be mended like that, whatever came; null when something can.</summary>
    public string? Problem =>
        Set
            ?.Keys.Select(path => (Path: path, Parts: path.AsSpan().Count('.') + 1))
            .Where(place => place.Parts > EventLimits.Depth)
            .Select(place =>
                $"\"{TableKey.Shown(place.Path)}\" has {place.Parts} parts; no place in an event has more than "
                + $"{EventLimits.Depth}: write it like data.topic"
            )
            .FirstOrDefault();

    /// <summary>The mended text.</summary>
    /// <param name="raw">What came; null when it is not known any more.</param>
    /// <param name="mended">The text; empty when there is a problem.</param>
    /// <returns>Why it cannot be mended like that; null when it can.</returns>
    public string? Apply(string? raw, out string mended)
    {
        mended = "";
        if ((Text ?? raw) is not { } text)
        {
            return "what came was not kept: give the whole event, with --file or as \"text\"";
        }

        if (Set is not { Count: > 0 } places)
        {
            mended = text;
            return null;
        }

        if (Problem is { } unfit)
        {
            return unfit;
        }

        if (places.Count > MostPlaces)
        {
            return $"{places.Count} places are to be set, at most {MostPlaces} are allowed: give the whole event instead";
        }

        try
        {
            if (JsonNode.Parse(text) is not JsonObject root)
            {
                return "what came is not one event but a list: mend it as a whole, with --file or as \"text\"";
            }

            if (
                places.Select(place => Put(root, place.Key, place.Value)).OfType<string>().FirstOrDefault() is
                { } problem
            )
            {
                return problem;
            }

            mended = root.ToJsonString(Json);
            return null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException)
        {
            // An argument's fault is a name that stands there twice, which shows only when the object is looked into; an
            // operation's is half a surrogate pair, which shows only when its text is.
            return "what came cannot be taken apart, so nothing can be set in it: give the whole event, with --file or as \"text\"";
        }
    }

    private static string? Put(JsonObject root, string path, JsonElement value)
    {
        var names = path.Split('.');
        if (names.Any(name => name.Length == 0))
        {
            return $"\"{path}\" is no place in an event: write it like data.topic";
        }

        var at = root;
        foreach (var name in names.AsSpan(0, names.Length - 1))
        {
            if (at[name] is null)
            {
                at[name] = new JsonObject();
            }

            if (at[name] is not JsonObject inner)
            {
                return $"\"{path}\" cannot be set: \"{name}\" is not an object";
            }

            at = inner;
        }

        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            at.Remove(names[^1]);
        }
        else
        {
            at[names[^1]] = JsonNode.Parse(value.GetRawText());
        }

        return null;
    }
}
