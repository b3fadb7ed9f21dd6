using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Definitions;

/// <summary>An event that matters, and when.</summary>
/// <param name="On">The event types, any of which will do.</param>
/// <param name="If">The condition on it; null: always.</param>
public record EventRule(ImmutableArray<string> On, Condition? If);

/// <summary>How a run begins.</summary>
/// <param name="Again">Whether a contact that was here before may enter again.</param>
public sealed record Entry(ImmutableArray<string> On, Condition? If, Again Again) : EventRule(On, If);

/// <summary>Whether a contact that was in the journey before may enter again; never while it is still inside.</summary>
public abstract record Again
{
    private Again() { }

    /// <summary>Once and never again.</summary>
    public sealed record Never : Again;

    /// <summary>As soon as the run before is finished.</summary>
    public sealed record Always : Again;

    /// <summary>When the run before is finished and was entered at least this long ago.</summary>
    public sealed record After(Delay Delay) : Again;
}

/// <summary>The event that a journey is for.</summary>
/// <param name="Within">How long after entering it counts; null: as long as the run lasts.</param>
public sealed record Goal(ImmutableArray<string> On, Condition? If, Delay? Within) : EventRule(On, If);

/// <summary>The rules of a journey's mail.</summary>
/// <param name="Class">The consent class, unless a step names another: <c>marketing</c>, <c>requested</c> or <c>service</c>.</param>
/// <param name="QuietHours">When no mail is sent; null: it is sent at any hour.</param>
/// <param name="Calendar">The calendar whose closed days are quiet; null: every day is alike.</param>
public sealed record Sending(string Class, QuietHours? QuietHours, BusinessCalendar? Calendar)
{
    /// <summary>What happens to mails of which nobody knows whether they were sent.</summary>
    public Uncertain Uncertain { get; init; } = new(null, null);

    /// <summary>How many mails it sends in what time at most; null: as many as come.</summary>
    public SendingRate? Rate { get; init; }

    /// <summary>When its sending pauses by itself; null: never.</summary>
    public PauseAfter? PauseAfter { get; init; } = PauseAfter.Usual;
}

/// <summary>What happens to mails of which nobody knows whether they were sent.</summary>
/// <param name="Wait">How long they wait for their provider's word; null: <see cref="UsualWait"/>.</param>
/// <param name="Then">
/// What happens then: an operator is asked, or the mail is sent again; null: marketing mail asks, other mail is sent again.
/// </param>
public sealed record Uncertain(Delay? Wait, string? Then)
{
    public const string Ask = "ask";

    public const string Resend = "resend";

    public static readonly IReadOnlyList<string> Ways = [Ask, Resend];

    public static readonly Duration UsualWait = Duration.FromMinutes(30);

    /// <summary>When the waiting is over that begins now.</summary>
    public Instant Until(Instant now) => Wait?.After(now, DateTimeZone.Utc, null) ?? now + UsualWait;

    /// <summary>Whether a mail of a class is sent again when no word came.</summary>
    public bool IsResent(string sendingClass) => Then is null ? sendingClass != Sendings.Marketing : Then == Resend;
}

/// <summary>How many mails are sent in what time at most; at least one of the two is given.</summary>
/// <param name="PerSecond">In one second; null: as many as come.</param>
/// <param name="PerDay">From midnight to midnight in UTC; null: as many as come.</param>
public sealed record SendingRate(int? PerSecond, int? PerDay)
{
    public const int MostPerSecond = 1_000;

    public const int MostPerDay = 10_000_000;
}

/// <summary>When sending pauses by itself: so many failed mails among the last so many.</summary>
/// <param name="Failed">How many failures it takes.</param>
/// <param name="Of">Among how many of the newest mails.</param>
public sealed record PauseAfter(int Failed, int Of)
{
    /// <summary>What holds where a journey says nothing.</summary>
    public static readonly PauseAfter Usual = new(20, 100);

    public const int FewestOf = 10;

    public const int MostOf = 1_000;

    /// <summary>How a journey says that its sending never pauses by itself.</summary>
    public const string Never = "never";
}
