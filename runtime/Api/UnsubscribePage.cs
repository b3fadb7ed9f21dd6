using System.Net;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Journeys.Runtime.Api;

/// <summary>
/// Where the links lead that let a contact unsubscribe. Mail scanners follow every link, so that opening it only asks, and
/// sending the form decides; mail programs send it without asking (RFC 8058, one-click).
/// </summary>
public sealed class UnsubscribePage(EventIntake intake, ContactStore contacts, TimeProvider clock)
{
    /// <summary>The page's path.</summary>
    public const string Path = "/unsubscribe";

    private const string Parameter = "contact";
    private const string Type = "contact.unsubscribed";

    /// <summary><c>GET /unsubscribe?contact=…</c>: asks.</summary>
    public static IResult Ask(HttpRequest request) =>
        ContactKey.TryFrom(request.Query(Parameter), out var key, out _)
            ? HtmlPage.Of(
                "Unsubscribe",
                $"""
                <h1>Unsubscribe</h1>
                <p>Shall <b>{WebUtility.HtmlEncode(key)}</b> get no more marketing mails from us?</p>
                <form method="post" action="{Path}?{Parameter}={Uri.EscapeDataString(
                    key
                )}"><button>Unsubscribe</button></form>
                """
            )
            : Incomplete();

    /// <summary><c>POST /unsubscribe?contact=…</c>: acts.</summary>
    public async Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!ContactKey.TryFrom(request.Query(Parameter), out var key, out _))
        {
            return Incomplete();
        }

        try
        {
            await RecordAsync(key, cancellation);
        }
        catch (StorageUnavailableException)
        {
            return HtmlPage.Of(
                "Please try again",
                "<h1>Please try again</h1><p>We could not note it down just now. Please try again in a minute.</p>",
                StatusCodes.Status503ServiceUnavailable
            );
        }

        return HtmlPage.Of(
            "Unsubscribed",
            $"<h1>Unsubscribed</h1><p><b>{WebUtility.HtmlEncode(key)}</b> gets no more marketing mails from us.</p>"
        );
    }

    // The answer is the same for an address we do not know: the page must not tell strangers whom we know.
    private async Task RecordAsync(string contact, CancellationToken cancellation)
    {
        if (!await contacts.ExistsAsync(contact, cancellation))
        {
            return;
        }

        // Whoever consents again later must be able to unsubscribe again, so the instant is part of the event's id.
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var cloud = new CloudEvent(
            $"{contact}@{now.ToUnixTimeMilliseconds()}",
            Path,
            Type,
            contact,
            now,
            null,
            default,
            new Dictionary<string, string>()
        );
        if (IncomingEvent.From(cloud, now, out var incoming) is null && incoming is not null)
        {
            await intake.AcceptAsync([incoming], cancellation);
        }
    }

    private static IResult Incomplete() =>
        HtmlPage.Of(
            "This link is not complete",
            "<h1>This link is not complete</h1><p>Please open the whole link from your mail.</p>",
            StatusCodes.Status400BadRequest
        );
}
