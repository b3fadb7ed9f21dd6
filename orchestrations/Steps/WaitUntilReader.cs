using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>Reads when a wait ends.</summary>
internal sealed class WaitUntilReader(KeyReader keys, StepReader step)
{
    private static readonly WaitUntil None = new WaitUntil.Local(null, LocalTime.Midnight);

    public WaitUntil Read(string key)
    {
        switch (keys.Required(key))
        {
            case null:
                return None;
            case JsonTree.Text:
                var delay = keys.Delay(key);
                return new WaitUntil.Elapsed(delay, step.CalendarFor(delay));
            case JsonTree.Object until:
                var inner = new KeyReader(until, $"\"{key}\"", keys.Bag);
                inner.Only("until", "plus", "minus", "at");
                return inner.Text("until") is { } text ? Until(text, inner) : None;
            case var other:
                keys.Bag.Error(
                    "J103",
                    other.At,
                    $"expected a duration such as \"3 days\", or {{ \"until\": … }}, found {other.Kind}"
                );
                return None;
        }
    }

    private WaitUntil Until(JsonTree.Text text, KeyReader inner)
    {
        if (WallTime.TryParseTime(text.Value, out var time))
        {
            return Local(null, time, inner);
        }

        var words = text.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length == 2
            && WallTime.TryParseDay(words[0], out var day)
            && WallTime.TryParseTime(words[1], out time)
        )
        {
            return Local(day, time, inner);
        }

        if (words is [var field] && IsField(field))
        {
            return Date(field, inner) with { Place = text.At };
        }

        keys.Bag.Error(
            "J116",
            text.At,
            $"\"{text.Value}\" is no time to wait for; write \"09:00\", \"monday 09:00\" or a field such as \"event.webinarAt\""
        );
        return None;
    }

    private WaitUntil.Local Local(IsoDayOfWeek? day, LocalTime time, KeyReader inner)
    {
        if (inner.Has("plus") || inner.Has("minus") || inner.Has("at"))
        {
            keys.Bag.Error(
                "J116",
                inner.At,
                "\"plus\", \"minus\" and \"at\" move a date field; an hour stands by itself"
            );
        }

        return new(day, time);
    }

    private WaitUntil.Date Date(string field, KeyReader inner)
    {
        var plus = inner.Has("plus") ? inner.Delay("plus") : null;
        var minus = inner.Has("minus") ? inner.Delay("minus") : null;
        if (plus is not null && minus is not null)
        {
            keys.Bag.Error("J116", inner.At, "a date is moved by \"plus\" or by \"minus\", not by both");
        }

        return new(field, plus, minus, inner.Has("at") ? inner.Time("at") : null, step.CalendarFor(plus, minus));
    }

    private static bool IsField(string text) =>
        text.Split('.', 2) is ["contact" or "account" or "event", { Length: > 0 }]
        || (
            text.StartsWith("steps.", StringComparison.Ordinal) && text.Contains(".answers.", StringComparison.Ordinal)
        );
}
