using System.Diagnostics;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>
/// What the provider says about one mail, as far as the ledger is concerned. News come late, twice and in any order; what
/// they come to does not depend on it: a mail that came back stays so, whatever is told of it afterwards.
/// </summary>
/// <param name="At">When it happened, by the provider's clock.</param>
public abstract record MailNews(Instant At)
{
    /// <summary>The provider has it, and will send it.</summary>
    public sealed record Taken(Instant At) : MailNews(At);

    /// <summary>The recipient's mail server put it off.</summary>
    /// <param name="Words">The server's words.</param>
    public sealed record Delayed(Instant At, string Words) : MailNews(At);

    /// <summary>The recipient's mail server took it.</summary>
    public sealed record Delivered(Instant At) : MailNews(At);

    /// <summary>Somebody or something had it: opened it, called it spam, unsubscribed by it.</summary>
    public sealed record Seen(Instant At) : MailNews(At);

    /// <summary>A link in it was followed.</summary>
    public sealed record Clicked(MailClick Click) : MailNews(Click.At);

    /// <summary>It came back.</summary>
    /// <param name="Words">The server's words.</param>
    public sealed record Bounced(Instant At, string Words) : MailNews(At);

    /// <summary>The provider did not send it.</summary>
    /// <param name="Words">The provider's words.</param>
    public sealed record Dropped(Instant At, string Words) : MailNews(At);

    /// <summary>The ledger's entry of the mail with these news; the same one when they tell nothing new.</summary>
    public LedgerEntry Apply(LedgerEntry entry) =>
        this switch
        {
            Taken => Sent(entry),
            Delayed delayed => Late(Sent(entry), delayed.Words),
            Delivered => Arrived(entry) with { DeliveredAt = Earlier(entry.DeliveredAt, At) },
            Seen => Arrived(entry),
            Clicked clicked => Arrived(entry) with { Clicks = MailClick.With(entry.Clicks, clicked.Click) },
            Bounced bounced => Lost(entry, EffectStatus.Bounced, bounced.Words),
            Dropped dropped => Lost(entry, EffectStatus.Dropped, dropped.Words),
            _ => throw new UnreachableException($"{GetType().Name} is no news"),
        };

    private static LedgerEntry Sent(LedgerEntry entry) =>
        entry.Unsettled || entry.Status == EffectStatus.Failed ? entry.As(EffectStatus.Done) : entry;

    private static LedgerEntry Arrived(LedgerEntry entry) =>
        IsFinal(entry) ? entry : entry with { Status = EffectStatus.Confirmed, Detail = Kept(entry), Word = null };

    private static LedgerEntry Late(LedgerEntry entry, string words) =>
        entry.Status == EffectStatus.Done ? entry with { Word = words } : entry;

    private static LedgerEntry Lost(LedgerEntry entry, EffectStatus status, string words) =>
        IsFinal(entry) ? entry : entry with { Status = status, Detail = Kept(entry), Word = words };

    private static bool IsFinal(LedgerEntry entry) => entry.Status is EffectStatus.Bounced or EffectStatus.Dropped;

    // Why nobody knew is of no interest any more.
    private static string? Kept(LedgerEntry entry) =>
        entry.Unsettled || entry.Status == EffectStatus.Failed ? null : entry.Detail;

    private static Instant Earlier(Instant? one, Instant other) => one < other ? one.Value : other;
}
