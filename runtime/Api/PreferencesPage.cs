using System.Text;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Links;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>Where a contact sees what it consents to, by class and channel, and changes it.</summary>
public sealed class PreferencesPage(PublicLinks links, ContactStore contacts, ConsentChanges changes)
{
    private const string Yes = "yes";
    private const string No = "no";
    private const string Source = "preference page";

    /// <summary><c>GET /preferences?t=…</c>: shows.</summary>
    public Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
            await ContactAsync(request, cancellation) is not { } contact
                ? PublicPages.NoLink()
                : Page(await contacts.ReadAnewAsync(contact, cancellation), isSaved: false)
        );

    /// <summary><c>POST /preferences?t=…</c>: changes what was chosen otherwise, and shows it.</summary>
    public Task<IResult> ChangeAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
        {
            if (await ContactAsync(request, cancellation) is not { } contact)
            {
                return PublicPages.NoLink();
            }

            var form = await PublicPages.ReadFormAsync(request, cancellation);
            foreach (var choice in Choices(await contacts.ReadAnewAsync(contact, cancellation)))
            {
                if (form.GetValueOrDefault(choice.Name) is Yes or No && form[choice.Name] == Yes != choice.Given)
                {
                    await changes.RecordAsync(
                        contact,
                        choice.Class,
                        choice.Channel,
                        !choice.Given,
                        PublicLinks.Preferences,
                        Source,
                        cancellation
                    );
                }
            }

            return Page(await contacts.ReadAnewAsync(contact, cancellation), isSaved: true);
        });

    private ValueTask<string?> ContactAsync(HttpRequest request, CancellationToken cancellation) =>
        links.OpenAsync(LinkPurpose.Preferences, request.Query(PublicLinks.Token), cancellation);

    // Marketing by mail can always be chosen; anything else once somebody has spoken of it.
    private static IEnumerable<Choice> Choices(Contact contact) =>
        contact
            .Permissions.Consents.Where(consent => consent is not { Class: Consent.Marketing, Channel: Consent.Email })
            .Select(consent => new Choice(consent.Class, consent.Channel, consent.Given))
            .Prepend(
                new(Consent.Marketing, Consent.Email, contact.Profile["consent.marketing"] is FieldValue.Flag(true))
            );

    private static IResult Page(Contact contact, bool isSaved)
    {
        var page = new StringBuilder(isSaved ? "<h1>Saved</h1>" : "<h1>What you hear from us</h1>");
        page.Append(
            $"<p>These are the choices of <b>{HtmlPage.Text(PublicPages.Masked(contact.Key))}</b>. You can change them whenever you like.</p>"
        );
        page.Append(Suppressed(contact));
        page.Append("""<form method="post">""");
        foreach (var choice in Choices(contact))
        {
            page.Append(choice.ToHtml());
        }

        page.Append("<button>Save</button></form>");
        return HtmlPage.Of(isSaved ? "Saved" : "What you hear from us", page.ToString());
    }

    private static string Suppressed(Contact contact) =>
        contact.Profile.Text(Permissions.Field) switch
        {
            null => "",
            Suppression.Complained =>
                """<p class="note">You reported a mail of ours as spam, so we send you no marketing mails.</p>""",
            _ => """<p class="note">Mails to your address came back, so at the moment we send none.</p>""",
        };

    private sealed record Choice(string Class, string Channel, bool Given)
    {
        public string Name => $"{Class}.{Channel}";

        private string Title =>
            this is { Class: Consent.Marketing, Channel: Consent.Email } ? "Marketing mails" : $"{Class} by {Channel}";

        public string ToHtml() =>
            $"""
                <fieldset><legend>{HtmlPage.Text(Title)}</legend>
                <label><input type="radio" name="{HtmlPage.Text(Name)}" value="{Yes}"{Checked(
                    Given
                )}> Yes, please</label>
                <label><input type="radio" name="{HtmlPage.Text(Name)}" value="{No}"{Checked(
                    !Given
                )}> No, thank you</label>
                </fieldset>
                """;

        private static string Checked(bool on) => on ? " checked" : "";
    }
}
