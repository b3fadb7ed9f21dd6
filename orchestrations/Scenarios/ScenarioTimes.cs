using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>
/// Reads the times of a scenario, in the zone of its journey: <c>2026-03-02 10:00</c>; <c>+3 days</c> or
/// <c>+4 business hours</c>, counted from what stands before; <c>14:00</c> or <c>monday 09:00</c>, the next such time.
/// </summary>
internal sealed class ScenarioTimes(JourneyDefinition definition, DiagnosticBag bag)
{
    private const string Examples = "write \"2026-03-02 10:00\", \"+2 hours\", \"14:00\" or \"monday 09:00\"";

    /// <summary>A time that stands by itself; null when it is missing or unreadable.</summary>
    public Instant? Absolute(JsonTree.Text text)
    {
        if (Moment(text.Value) is { } moment)
        {
            return moment;
        }

        bag.Error("J601", text.At, $"\"{text.Value}\" is no date and time; write it as \"2026-03-02 10:00\"");
        return null;
    }

    /// <summary>A time at or after another.</summary>
    /// <param name="text">What the author wrote; null: at the same instant.</param>
    /// <param name="before">What stands before.</param>
    public Instant From(JsonTree.Text? text, Instant before)
    {
        if (text is null)
        {
            return before;
        }

        if (Read(text, before) is not { } at)
        {
            return before;
        }

        if (at < before)
        {
            bag.Error(
                "J602",
                text.At,
                $"\"{text.Value}\" goes back in time: what stands before is at {ScenarioTime.Words(before, definition.TimeZone)}"
            );
            return before;
        }

        return at;
    }

    private Instant? Read(JsonTree.Text text, Instant before)
    {
        var words = text.Value.Trim();
        if (words.StartsWith('+'))
        {
            return Later(text, words[1..], before);
        }

        // What is due at this very instant is due now.
        var from = before - Duration.Epsilon;
        if (WallTime.TryParseTime(words, out var time))
        {
            return WallTime.NextAt(from, time, definition.TimeZone);
        }

        if (
            words.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, var second]
            && WallTime.TryParseDay(first, out var day)
            && WallTime.TryParseTime(second, out time)
        )
        {
            return WallTime.NextOn(from, day, time, definition.TimeZone);
        }

        if (Moment(words) is { } moment)
        {
            return moment;
        }

        bag.Error("J601", text.At, $"\"{text.Value}\" is no time; {Examples}");
        return null;
    }

    private Instant? Later(JsonTree.Text text, string words, Instant before)
    {
        if (!Delay.TryParse(words, out var delay, out var problem))
        {
            bag.Error("J601", text.At, problem);
            return null;
        }

        if (delay.IsBusiness && definition.Sending.Calendar is null)
        {
            bag.Error("J601", text.At, "business time needs a calendar, and \"sending\" of the journey names none");
            return null;
        }

        return delay.After(before, definition.TimeZone, definition.Sending.Calendar);
    }

    // A blank reads better than the T of ISO 8601, which is understood too.
    private Instant? Moment(string words)
    {
        var text = words.Length > 10 && words[10] == ' ' ? $"{words[..10]}T{words[11..]}" : words;
        return WallTime.TryParseMoment(text, definition.TimeZone, out var moment) ? moment : null;
    }
}
