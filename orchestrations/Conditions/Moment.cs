using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Conditions;

/// <summary>A moment that an author compares dates with: a fixed one, or one that moves with the present.</summary>
/// <param name="Words">As the author wrote it.</param>
public abstract record Moment(string Words)
{
    private const string Ago = " ago";
    private const string In = "in ";

    internal abstract Instant At(Instant now);

    /// <summary>
    /// Reads <c>now</c>, <c>7 days ago</c>, <c>in 7 days</c>, or what <see cref="WallTime.TryParseMoment"/> reads, in UTC.
    /// Null when the text is none of these.
    /// </summary>
    /// <param name="problem">What is wrong and what to write instead; empty when nothing is.</param>
    public static Moment? Read(string text, out string problem)
    {
        problem = "";
        if (text.Equals("now", StringComparison.OrdinalIgnoreCase))
        {
            return new Present(text);
        }

        if (text.EndsWith(Ago, StringComparison.OrdinalIgnoreCase))
        {
            return ReadRelative(text, text[..^Ago.Length], past: true, out problem);
        }

        if (text.StartsWith(In, StringComparison.OrdinalIgnoreCase))
        {
            return ReadRelative(text, text[In.Length..], past: false, out problem);
        }

        if (WallTime.TryParseMoment(text, DateTimeZone.Utc, out var at))
        {
            return new Fixed(text, at);
        }

        problem =
            $"\"{text}\" is no date; write \"2026-03-01\", \"2026-03-01T09:00:00Z\", \"now\", \"7 days ago\" or \"in 7 days\"";
        return null;
    }

    private static Relative? ReadRelative(string text, string span, bool past, out string problem)
    {
        if (!Delay.TryParse(span, out var delay, out problem))
        {
            return null;
        }

        if (delay.IsBusiness)
        {
            problem = "business time cannot be used here; write ordinary days or hours";
            return null;
        }

        return new(text, delay, past);
    }

    internal sealed record Fixed(string Words, Instant Date) : Moment(Words)
    {
        internal override Instant At(Instant now) => Date;
    }

    internal sealed record Present(string Words) : Moment(Words)
    {
        internal override Instant At(Instant now) => now;
    }

    internal sealed record Relative(string Words, Delay Delay, bool Past) : Moment(Words)
    {
        internal override Instant At(Instant now) =>
            Past
                ? Delay.Before(now, DateTimeZone.Utc, calendar: null)
                : Delay.After(now, DateTimeZone.Utc, calendar: null);
    }
}
