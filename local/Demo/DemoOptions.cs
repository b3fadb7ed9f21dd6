using NodaTime;

namespace Journeys.Local.Demo;

/// <summary>What can be said to <c>journeys demo</c> besides what can be said to every host.</summary>
internal sealed record DemoOptions
{
    /// <summary>When the week begins: a Monday, an hour before the first people in Berlin are at work.</summary>
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 6, 0);

    /// <summary>When it ends.</summary>
    public static readonly Instant End = Start + Duration.FromDays(7);

    /// <summary>The clock's pace after the week, when the host stays: an hour passes in a second.</summary>
    public const double PaceAfterwards = 3_600;

    /// <summary>The most contacts; more than there are leads means all of them.</summary>
    public int Contacts { get; init; } = int.MaxValue;

    /// <summary>Whether the program ends with the week.</summary>
    public bool Exit { get; init; }
}

/// <summary>The demo cannot go on, or did not come out as it should. The message says why, and what to do.</summary>
public sealed class DemoException(string message) : Exception(message);
