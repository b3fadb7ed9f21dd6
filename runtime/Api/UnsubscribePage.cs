using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Links;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>
/// Where the links lead that let a contact unsubscribe. Mail scanners follow every link, so that opening it only asks, and
/// sending the form decides; mail programs send it without asking (RFC 8058, one-click).
/// </summary>
public sealed class UnsubscribePage(PublicLinks links, ConsentChanges changes)
{
    // What a mail program sends (RFC 8058, section 3.1), as a form of either kind.
    private const string OneClick = "One-Click";

    /// <summary><c>GET /unsubscribe?t=…</c>: asks.</summary>
    public Task<IResult> AskAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
            await ContactAsync(request, cancellation) is not { } contact
                ? PublicPages.NoLink()
                : HtmlPage.Of(
                    "Unsubscribe",
                    $"""
                    <h1>Unsubscribe</h1>
                    <p>Shall <b>{HtmlPage.Text(
                        PublicPages.Masked(contact)
                    )}</b> get no more marketing mails from us?</p>
                    <form method="post"><button>Unsubscribe</button></form>
                    {await ChoiceAsync(contact, cancellation)}
                    """
                )
        );

    /// <summary><c>POST /unsubscribe?t=…</c>: acts.</summary>
    public Task<IResult> ActAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
        {
            if (await ContactAsync(request, cancellation) is not { } contact)
            {
                return PublicPages.NoLink();
            }

            var form = await PublicPages.ReadFormAsync(request, cancellation);
            var isOneClick = form.Any(field => (field.Key + field.Value).Contains(OneClick, StringComparison.Ordinal));
            await changes.RecordAsync(
                contact,
                Consent.Marketing,
                Consent.Email,
                given: false,
                PublicLinks.Unsubscribe,
                isOneClick ? "one-click" : "unsubscribe page",
                cancellation
            );

            // The answer is the same for a contact we do not know, or not any more.
            return HtmlPage.Of(
                "Unsubscribed",
                $"""
                <h1>Unsubscribed</h1>
                <p><b>{HtmlPage.Text(PublicPages.Masked(contact))}</b> gets no more marketing mails from us.</p>
                {await ChoiceAsync(contact, cancellation)}
                """
            );
        });

    private ValueTask<string?> ContactAsync(HttpRequest request, CancellationToken cancellation) =>
        links.OpenAsync(LinkPurpose.Unsubscribe, request.Query(PublicLinks.Token), cancellation);

    private async Task<string> ChoiceAsync(string contact, CancellationToken cancellation)
    {
        var address = new Uri(await links.PreferencesAsync(contact, cancellation));
        return $"""<p><a href="{HtmlPage.Text(address.PathAndQuery)}">See everything you can choose</a></p>""";
    }
}
