using NodaTime;

namespace Journeys.Runtime.DeadLetters;

/// <summary>Which dead letters are meant; every part may be left out.</summary>
public sealed record DeadLetterFilter
{
    /// <summary>Only those of this kind.</summary>
    public DeadKind? Kind { get; init; }

    /// <summary>Only those given up at this instant or later.</summary>
    public Instant? Since { get; init; }

    /// <summary>Only those given up before this instant.</summary>
    public Instant? Until { get; init; }

    /// <summary>Only those whose reason holds this text, in whichever case.</summary>
    public string? Reason { get; init; }

    /// <summary>Only those from this source.</summary>
    public string? Source { get; init; }

    /// <summary>Only those of this event type, or kind of effect.</summary>
    public string? Type { get; init; }

    /// <summary>Only those of this contact.</summary>
    public string? Contact { get; init; }

    /// <summary>Only the effects of this journey.</summary>
    public string? Journey { get; init; }

    /// <summary>Those that wait no longer, rather than those that wait.</summary>
    public bool Over { get; init; }

    /// <summary>Whether events and messages can be among them.</summary>
    public bool WantsEvents => Journey is null && Kind is not DeadKind.Effect;

    /// <summary>Whether effects can be among them.</summary>
    public bool WantsEffects => Kind is null or DeadKind.Effect;

    /// <summary>Whether one is meant.</summary>
    public bool Means(DeadLetter letter) =>
        (Kind is null || letter.Kind == Kind)
        && (Since is null || letter.At >= Since)
        && (Until is null || letter.At < Until)
        && (Reason is null || letter.Reason.Contains(Reason, StringComparison.OrdinalIgnoreCase))
        && (Source is null || letter.Source == Source)
        && (Type is null || letter.Type == Type)
        && (Contact is null || string.Equals(letter.Contact, Contact, StringComparison.OrdinalIgnoreCase))
        && (Journey is null || (letter.Kind == DeadKind.Effect && letter.Source == Journey))
        && Over == (letter.Ending is not null);
}
