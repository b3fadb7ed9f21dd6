using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Reads the keys of one object; what is missing or of another kind is an error that says what was expected.</summary>
/// <param name="what">What the object is, for messages.</param>
internal sealed class KeyReader(JsonTree.Object tree, string what, DiagnosticBag bag)
{
    private static readonly Delay AnyDelay = Times.Delay.TryParse("1 day", out var day, out _) ? day : null!;

    public DiagnosticBag Bag => bag;

    public Place At => tree.At;

    public bool Has(string key) => tree.Find(key) is not null;

    public JsonTree? Required(string key)
    {
        var value = tree.Get(key);
        if (value is null)
        {
            bag.Error("J101", tree.At, $"{what} needs \"{key}\"");
        }

        return value;
    }

    public JsonTree.Text? Text(string key)
    {
        switch (Required(key))
        {
            case null:
                return null;
            case JsonTree.Text { Value.Length: > 0 } text:
                return text;
            case JsonTree.Text empty:
                bag.Error("J103", empty.At, $"\"{key}\" is empty");
                return null;
            case var other:
                bag.Error("J103", other.At, $"\"{key}\" takes a text, found {other.Kind}");
                return null;
        }
    }

    /// <summary>A text, or a list of texts.</summary>
    public IEnumerable<JsonTree.Text> Texts(string key)
    {
        switch (Required(key))
        {
            case JsonTree.Text { Value.Length: > 0 } text:
                return [text];
            case JsonTree.Text empty:
                bag.Error("J103", empty.At, $"\"{key}\" is empty");
                return [];
            case JsonTree.List { Items.Length: > 0 } list
                when list.Items.All(item => item is JsonTree.Text { Value.Length: > 0 }):
                return list.Items.Cast<JsonTree.Text>();
            case null:
                return [];
            case var other:
                bag.Error("J103", other.At, $"\"{key}\" takes a text or a list of texts, found {other.Kind}");
                return [];
        }
    }

    public JsonTree.Object? Object(string key)
    {
        switch (Required(key))
        {
            case null:
                return null;
            case JsonTree.Object inside:
                return inside;
            case var other:
                bag.Error("J103", other.At, $"\"{key}\" takes an object, found {other.Kind}");
                return null;
        }
    }

    public Delay Delay(string key)
    {
        if (Text(key) is not { } text)
        {
            return AnyDelay;
        }

        if (Times.Delay.TryParse(text.Value, out var delay, out var problem))
        {
            return delay;
        }

        bag.Error("J112", text.At, problem);
        return AnyDelay;
    }

    public LocalTime Time(string key)
    {
        if (Text(key) is not { } text)
        {
            return default;
        }

        if (!WallTime.TryParseTime(text.Value, out var time))
        {
            bag.Error("J116", text.At, $"\"{text.Value}\" is no time of day; write it as \"09:00\"");
        }

        return time;
    }

    public int Whole(string key, int least, int most)
    {
        switch (Required(key))
        {
            case JsonTree.Number { Value: var value }
                when value == decimal.Truncate(value) && value >= least && value <= most:
                return (int)value;
            case null:
                return least;
            case var other:
                bag.Error("J117", other.At, $"\"{key}\" takes a whole number from {least} to {most}");
                return least;
        }
    }

    /// <summary>One of a few words, or null when the key is left out.</summary>
    public string? OneOf(string key, IReadOnlyList<string> words)
    {
        if (!Has(key) || Text(key) is not { } text)
        {
            return null;
        }

        if (words.Contains(text.Value))
        {
            return text.Value;
        }

        var choice = string.Join(", ", words.Select(word => $"\"{word}\""));
        bag.Error(
            "J126",
            text.At,
            $"\"{key}\" is one of {choice}, not \"{text.Value}\".{DidYouMean.For(text.Value, words)}"
        );
        return words[0];
    }

    /// <summary>Refuses keys that mean nothing here.</summary>
    public void Only(params IReadOnlyList<string> known)
    {
        foreach (var member in tree.Members)
        {
            if (!known.Contains(member.Name))
            {
                bag.Error(
                    "J102",
                    member.NameAt,
                    $"{what} has no \"{member.Name}\"; it takes {string.Join(", ", known)}."
                        + DidYouMean.For(member.Name, known)
                );
            }
        }
    }

    public void CheckEventType(string type, Place at)
    {
        if (type.Length > 0 && !Words.IsEventType(type))
        {
            bag.Error(
                "J124",
                at,
                $"\"{type}\" cannot be the type of an event; use letters, digits, dots and hyphens, as in \"whitepaper.downloaded\""
            );
        }
    }
}
