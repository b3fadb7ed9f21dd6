using System.Collections.Immutable;
using System.Globalization;
using Journeys.Orchestrations.Definitions;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// The mails of a journey that went of late, counted by the second and the day of their turns: pure. What waited in the line
/// of all comes back in other seconds than those that its journey gave it, and in fewer when a backlog of others is over.
/// Counted are turns and not clocks, so a host that is a little late lets as many go as one that is not.
/// </summary>
public sealed class Departures
{
    /// <summary>Nothing went of late.</summary>
    public static readonly Departures None = new(
        ImmutableSortedDictionary<long, int>.Empty,
        ImmutableSortedDictionary<long, int>.Empty
    );

    private readonly ImmutableSortedDictionary<long, int> seconds;
    private readonly ImmutableSortedDictionary<long, int> days;

    private Departures(ImmutableSortedDictionary<long, int> seconds, ImmutableSortedDictionary<long, int> days) =>
        (this.seconds, this.days) = (seconds, days);

    /// <summary>Whether the day of a turn has room under a rate.</summary>
    public bool HasDay(SendingRate rate, Instant turn) =>
        rate.PerDay is not { } most || days.GetValueOrDefault(DayOf(turn)) < most;

    /// <summary>Whether the second of a turn has room under a rate.</summary>
    public bool HasSecond(SendingRate rate, Instant turn) =>
        rate.PerSecond is not { } most || seconds.GetValueOrDefault(turn.ToUnixTimeSeconds()) < most;

    /// <summary>After one more went; turns that are good no more are forgotten.</summary>
    public Departures With(SendingRate rate, Instant turn, Instant now)
    {
        var oldest = now - MailGate.Grace;
        return new(
            rate.PerSecond is null ? None.seconds : Add(seconds, turn.ToUnixTimeSeconds(), oldest.ToUnixTimeSeconds()),
            rate.PerDay is null ? None.days : Add(days, DayOf(turn), DayOf(oldest))
        );
    }

    internal void Write(Dictionary<string, object> properties)
    {
        if (!seconds.IsEmpty)
        {
            properties["goneSeconds"] = Told(seconds);
        }

        if (!days.IsEmpty)
        {
            properties["goneDays"] = Told(days);
        }
    }

    internal static Departures Read(IReadOnlyDictionary<string, object> properties) =>
        (properties.GetValueOrDefault("goneSeconds") as string, properties.GetValueOrDefault("goneDays") as string)
            is (null, null)
            ? None
            : new(Counts(properties, "goneSeconds"), Counts(properties, "goneDays"));

    private static long DayOf(Instant turn) => Line.DayOf(turn).ToUnixTimeSeconds();

    private static ImmutableSortedDictionary<long, int> Add(
        ImmutableSortedDictionary<long, int> counts,
        long one,
        long oldest
    ) => counts.RemoveRange(counts.Keys.TakeWhile(key => key < oldest)).SetItem(one, counts.GetValueOrDefault(one) + 1);

    // At most two minutes of seconds, of 15 characters each.
    private static string Told(ImmutableSortedDictionary<long, int> counts) =>
        string.Join(
            ',',
            counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}:{pair.Value}"))
        );

    private static ImmutableSortedDictionary<long, int> Counts(
        IReadOnlyDictionary<string, object> properties,
        string name
    ) =>
        (properties.GetValueOrDefault(name) as string ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split(':'))
            .ToImmutableSortedDictionary(
                pair => long.Parse(pair[0], CultureInfo.InvariantCulture),
                pair => int.Parse(pair[1], CultureInfo.InvariantCulture)
            );
}
