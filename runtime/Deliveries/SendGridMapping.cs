using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Links;

namespace Journeys.Runtime.Deliveries;

/// <summary>
/// SendGrid's events in our own terms: what they tell the ledger, and which event of the contact they are. Where the contact
/// was (its address on the network) and its program are left out: nothing here needs them.
/// </summary>
internal static class SendGridMapping
{
    /// <summary>The source of the events.</summary>
    public const string Source = "/sendgrid/events";

    private const string NoWords = "no reason was given";

    /// <summary>What an event tells of its mail; null: nothing that the ledger keeps.</summary>
    public static MailNews? News(SendGridEvent told) =>
        told.Kind switch
        {
            "processed" => new MailNews.Taken(told.Time),
            "deferred" => new MailNews.Delayed(told.Time, $"delayed: {told.Reason ?? NoWords}"),
            "delivered" => new MailNews.Delivered(told.Time),
            "open" or "spamreport" or "unsubscribe" or "group_unsubscribe" or "group_resubscribe" => new MailNews.Seen(
                told.Time
            ),
            "click" => new MailNews.Clicked(MachineSigns.Click(told)),
            "bounce" => new MailNews.Bounced(told.Time, $"bounced ({Bounce(told)}): {told.Reason ?? NoWords}"),
            "dropped" => new MailNews.Dropped(told.Time, $"dropped: {told.Reason ?? NoWords}"),
            _ => null,
        };

    /// <summary>The event of the contact; null for what concerns the ledger alone.</summary>
    /// <param name="told">What SendGrid tells.</param>
    /// <param name="contact">The contact's key.</param>
    /// <param name="mail">
    /// The ledger's entry of the mail, with everything laid over it that came together with this; null when it is not known.
    /// </param>
    public static IncomingEvent? Event(SendGridEvent told, string contact, LedgerEntry? mail)
    {
        if (told.Kind == "processed")
        {
            return null;
        }

        var (type, data) = Typed(told, mail);
        return new(
            EventKey.Of(Source, told.Id),
            contact,
            type,
            told.Time,
            Source,
            told.Effect.ToString(),
            Fields.Empty,
            Fields.Empty,
            Fields.Of(
                from field in data.Append(("step", told.Step))
                where field.Item2 is not null
                select KeyValuePair.Create(field.Item1, FieldValue.Of(field.Item2))
            )
        )
        {
            Id = told.Id,
        };
    }

    private static (string Type, (string, string?)[] Data) Typed(SendGridEvent told, LedgerEntry? mail) =>
        told.Kind switch
        {
            "delivered" => (MailEvents.Delivered, []),
            "deferred" => (MailEvents.Delayed, [("reason", told.Reason)]),
            "open" when MachineSigns.OfOpen(told) is { } why => (MailEvents.OpenedByMachine, [("why", why)]),
            "open" => (MailEvents.Opened, []),
            "click" when MachineSigns.OfClick(told, mail) is { } why => (
                MailEvents.ClickedByMachine,
                [("url", WithoutToken(told.Url)), ("why", why)]
            ),
            "click" => (MailEvents.Clicked, [("url", WithoutToken(told.Url))]),
            // The address says which one is suppressed, whatever the contact's is by now.
            "bounce" => (
                MailEvents.Bounced,
                [("bounce", Bounce(told)), ("reason", told.Reason), ("email", told.Email)]
            ),
            "dropped" => (MailEvents.Dropped, [("reason", told.Reason), ("email", told.Email)]),
            "spamreport" => (MailEvents.Complained, []),
            // Whatever list SendGrid calls it, it was a mail of ours that the contact wants no more of.
            "unsubscribe" or "group_unsubscribe" => (HubRules.Unsubscribed, [("class", Consent.Marketing)]),
            _ => (MailEvents.Other, [("kind", told.Kind)]),
        };

    // The links of our own pages act as the contact, for whoever has them; where they led is enough.
    private static string? WithoutToken(string? url)
    {
        string[] pages = [PublicLinks.Unsubscribe, PublicLinks.Preferences, PublicLinks.Decide];
        var path = url?.Split('?', '#')[0];
        return pages.Any(page => path?.TrimEnd('/').EndsWith(page, StringComparison.OrdinalIgnoreCase) == true)
            ? path
            : url;
    }

    // A code of class 4 says that it may work another time (RFC 3463, section 2). SendGrid calls "blocked" what was refused
    // for the mail's or the sender's sake, not the address's.
    private static string Bounce(SendGridEvent told) =>
        told.Status is ['4', ..] ? "soft"
        : told.Type == "blocked" ? "blocked"
        : "hard";
}
