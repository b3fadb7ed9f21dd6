using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Runtime.Deliveries;

/// <summary>
/// One event of SendGrid about one of our mails, in SendGrid's own terms.
/// Source: twilio.com/docs/sendgrid/for-developers/tracking-events/event.
/// </summary>
/// <param name="Id"><c>sg_event_id</c>: what identifies it, however often it is sent.</param>
/// <param name="Kind"><c>event</c>: <c>delivered</c>, <c>click</c> …</param>
/// <param name="Time"><c>timestamp</c>: when it happened, to the second.</param>
/// <param name="Effect">The effect that the mail bears (<c>custom_args</c>, which come back flat).</param>
public sealed record SendGridEvent(string Id, string Kind, Instant Time, EffectId Effect)
{
    /// <summary>What of the mail's own arguments names its effect.</summary>
    public const string EffectArgument = "journeys_effect";

    /// <summary>The journey's step that sent the mail; null when it does not say.</summary>
    public string? Step { get; init; }

    /// <summary>The recipient's address.</summary>
    public string? Email { get; init; }

    /// <summary>The words of the recipient's mail server, or SendGrid's own.</summary>
    public string? Reason { get; init; }

    /// <summary>The status code that the mail server gave (RFC 3463): <c>5.1.1</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Of a bounce: <c>bounce</c> or <c>blocked</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The link that was followed.</summary>
    public string? Url { get; init; }

    /// <summary>Which of the mail's links has this address, counted from 0, where SendGrid says so.</summary>
    public string? Offset { get; init; }

    /// <summary>The program that opened the mail or followed the link, as it calls itself.</summary>
    public string? Agent { get; init; }

    /// <summary><c>sg_machine_open</c>: SendGrid knows that a mail program opened it by itself.</summary>
    public bool IsMachineOpen { get; init; }

    /// <summary>What came, for whoever has to mend it.</summary>
    public string? Raw { get; init; }
}

/// <summary>What came of reading one element of a batch.</summary>
public abstract record SendGridRead
{
    private SendGridRead() { }

    /// <summary>It is about one of our mails.</summary>
    public sealed record Ours(SendGridEvent Event) : SendGridRead;

    /// <summary>It is about something else that the same account of SendGrid sent; nothing is kept of it.</summary>
    public sealed record Foreign : SendGridRead;

    /// <summary>It cannot be understood.</summary>
    /// <param name="Id">Its id; null when it could not be read.</param>
    /// <param name="Reason">What is wrong.</param>
    /// <param name="Raw">What came.</param>
    public sealed record Refused(string? Id, string Reason, string Raw) : SendGridRead;
}
