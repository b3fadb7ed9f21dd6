using System.Globalization;
using Journeys.Runtime.Effects;
using NodaTime;

namespace Journeys.Runtime.Deliveries;

/// <summary>
/// Tells what a machine did from what a person did. Mail scanners follow the links of a mail before its reader sees it, and
/// mail programs load its pictures in advance: none of that is interest. A single click of a scanner that takes its time and
/// calls itself a browser looks like a person's, and counts.
/// </summary>
public static class MachineSigns
{
    /// <summary>
    /// How long after its delivery a click in a mail is a scanner's. Nobody sees a mail, reads it and clicks in this time;
    /// scanners mostly do it in two seconds (Mautic's threshold, <c>bot_helper_time_email_threshold</c>). It is short, since
    /// who has just asked for a document waits for the mail.
    /// </summary>
    public static readonly Duration TooSoon = Duration.FromSeconds(5);

    /// <summary>
    /// How near in time clicks on different links of one mail are a scanner's: a reader who follows a link is taken elsewhere
    /// by it. Times come to the second.
    /// </summary>
    public static readonly Duration AtOnce = Duration.FromSeconds(3);

    // Programs that say what they are, by a part of their names. A name that people's programs may have, too, is not here.
    private static readonly (string Part, string Who)[] Agents =
    [
        // Braze names these three on the page of its documentation about bot clicks.
        ("Barracuda Sentinel", "Barracuda's scanner"),
        ("python-requests", "a script"),
        ("GoogleMessages/", "a link preview"),
        // developers.google.com/search/docs/crawling-indexing/overview-google-crawlers.
        ("Googlebot", "Google's crawler"),
        // bing.com/webmasters/help, "Which crawlers does Bing use?".
        ("bingbot", "Bing's crawler"),
        ("BingPreview", "a link preview"),
        // developers.facebook.com/docs/sharing/webmasters/web-crawlers.
        ("facebookexternalhit", "a link preview"),
        // api.slack.com/robots.
        ("Slackbot-LinkExpanding", "a link preview"),
        // The default list of Mautic, bot_helper_blocked_user_agents.
        ("LinkedInBot", "a link preview"),
        // developer.chrome.com/docs/chromium/headless.
        ("HeadlessChrome", "a browser without a screen"),
    ];

    /// <summary>Why an open was a machine's; null: as far as one can tell it was the contact.</summary>
    public static string? OfOpen(SendGridEvent opened) =>
        opened.IsMachineOpen ? "the mail program opened it by itself (sg_machine_open)" : OfAgent(opened.Agent);

    /// <summary>Why a click was a machine's; null: as far as one can tell it was the contact.</summary>
    /// <param name="clicked">The click.</param>
    /// <param name="mail">The ledger's entry of the mail, with everything laid over it that came together with the click.</param>
    public static string? OfClick(SendGridEvent clicked, LedgerEntry? mail) =>
        OfAgent(clicked.Agent) ?? (mail is null ? null : OfTime(clicked, mail) ?? OfOthers(clicked, mail));

    /// <summary>The click as the ledger remembers it. The same address at two places of a mail is two links.</summary>
    public static MailClick Click(SendGridEvent clicked) =>
        MailClick.On($"{clicked.Url}\n{clicked.Offset}", clicked.Time);

    private static string? OfAgent(string? agent) =>
        agent is null
            ? null
            : Array.Find(Agents, known => agent.Contains(known.Part, StringComparison.OrdinalIgnoreCase)) switch
            {
                (null, _) => null,
                var known => $"{known.Who} ({known.Part})",
            };

    // Before we had decided to send it nobody can have had it, so that instant does where no delivery is known.
    private static string? OfTime(SendGridEvent clicked, LedgerEntry mail)
    {
        var since = clicked.Time - (mail.DeliveredAt ?? mail.ClaimedAt);
        var what = mail.DeliveredAt is null ? "sending" : "delivery";
        return since < Duration.Zero ? $"clicked before the {what}"
            : since <= TooSoon
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"clicked {since.TotalSeconds:0} seconds after the {what}"
                )
            : null;
    }

    private static string? OfOthers(SendGridEvent clicked, LedgerEntry mail)
    {
        var mine = Click(clicked);
        return mail.Clicks.Any(other => other.Link != mine.Link && Distance(other.At, mine.At) <= AtOnce)
            ? "different links of the mail were clicked at once"
            : null;
    }

    private static Duration Distance(Instant one, Instant other) => one < other ? other - one : one - other;
}
