using System.Net;
using System.Text.Json;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Api;
using Journeys.Runtime.Links;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Local.Tests.Http;

/// <summary>The pages that readers of mails come to by signed links: unsubscribing, and what they want to hear.</summary>
public sealed class UnsubscribePageTests : IAsyncLifetime
{
    private const string Mia = "mia@example.com";

    private WebHost web = null!;
    private PublicLinks links = null!;
    private string link = "";

    public async Task InitializeAsync()
    {
        web = await WebHost.StartAsync();
        using var _ = await web.SendEventAsync(QueueWorld.Event("1"));
        links = web.Host.Services.GetRequiredService<PublicLinks>();
        link = await UnsubscribeAsync(Mia);
    }

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task Opening_the_link_only_asks()
    {
        using var page = await web.GetAsync(link);

        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("Shall <b>m•••@example.com</b> get no more marketing mails from us?", html);
        Assert.Contains("<form method=\"post\"><button>Unsubscribe</button></form>", html);
        Assert.Single((await ContactAsync()).Touchpoints);
    }

    [Theory]
    [InlineData("", "unsubscribe page")]
    [InlineData("List-Unsubscribe=One-Click", "one-click")]
    public async Task Sending_the_form_withdraws_the_consent_and_so_does_one_click_in_a_mail_program(
        string body,
        string source
    )
    {
        using var form = new StringContent(body);
        form.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var page = await web.Client.PostAsync(new Uri(link, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var contact = await ContactAsync();
        var consent = Assert.Single(contact.Consents);
        Assert.Equal(
            ("marketing", "email", false, source),
            (consent.Class, consent.Channel, consent.Given, consent.Source)
        );
        Assert.Contains(contact.Touchpoints, touchpoint => touchpoint.Type == "contact.unsubscribed");
        Assert.Contains(
            "\"marketing\":false",
            JsonSerializer.Serialize(contact, ApiJson.Default.ContactDetail),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_contact_that_nobody_knows_any_more_gets_the_same_answer_and_stays_unknown()
    {
        using var known = await web.PostAsync(link);
        using var page = await web.PostAsync(await UnsubscribeAsync("max@example.com"));

        var (one, other) = (await known.Content.ReadAsStringAsync(), await page.Content.ReadAsStringAsync());
        Assert.Equal(WithoutTokens(one), WithoutTokens(other));
        using var contact = await web.GetAsync("/api/contacts/max@example.com");
        Assert.Equal(HttpStatusCode.NotFound, contact.StatusCode);
    }

    [Theory]
    [InlineData("/unsubscribe")]
    [InlineData("/unsubscribe?t=")]
    [InlineData("/unsubscribe?t=AAAA")]
    [InlineData("/unsubscribe?contact=mia%40example.com")]
    [InlineData("/unsubscribe?t=%00%ff%3Cscript%3E")]
    [InlineData("/preferences?t=x")]
    [InlineData("/decide")]
    [InlineData("/decide?t=../../etc/passwd")]
    public async Task A_link_that_is_none_has_one_answer(string address)
    {
        using var read = await web.GetAsync(address);
        using var sent = await web.PostAsync(address);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (read.StatusCode, sent.StatusCode));
        var html = await read.Content.ReadAsStringAsync();
        Assert.Contains("This link does not open", html);
        Assert.DoesNotContain("<script", html);
        Assert.Equal(html, await sent.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_link_for_one_page_opens_no_other()
    {
        using var preferences = await web.GetAsync(link.Replace("/unsubscribe", "/preferences"));
        using var decide = await web.PostAsync(link.Replace("/unsubscribe", "/decide"));

        Assert.Equal(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest),
            (preferences.StatusCode, decide.StatusCode)
        );
    }

    [Fact]
    public async Task The_pages_run_nothing_load_nothing_and_are_kept_and_framed_by_nobody()
    {
        foreach (var address in new[] { link, await PreferencesAsync(Mia), "/decide" })
        {
            using var page = await web.GetAsync(address);
            var policy = page.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy);
            Assert.EndsWith("form-action 'self'; frame-ancestors 'none'; base-uri 'none'", policy);
            Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(page.Headers.CacheControl!.NoStore);
            Assert.False(page.Headers.Contains("Set-Cookie"));
            Assert.Contains("<html lang=\"en\">", await page.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Preferences_are_shown_given_and_withdrawn()
    {
        var address = await PreferencesAsync(Mia);
        Assert.Contains("value=\"no\" checked", await HtmlAsync(address));

        await ChooseAsync(address, "yes");
        var given = Assert.Single((await ContactAsync()).Consents);
        Assert.Contains("value=\"yes\" checked", await HtmlAsync(address));
        await ChooseAsync(address, "no");
        var withdrawn = Assert.Single((await ContactAsync()).Consents);

        Assert.Equal(
            (true, "preference page", false, "preference page"),
            (given.Given, given.Source, withdrawn.Given, withdrawn.Source)
        );
    }

    [Fact]
    public async Task Saving_what_is_so_already_says_nothing_new()
    {
        await ChooseAsync(await PreferencesAsync(Mia), "no");
        Assert.Empty((await ContactAsync()).Consents);
    }

    [Fact]
    public async Task Whatever_else_somebody_consented_to_can_be_chosen_too()
    {
        using var _ = await web.SendEventAsync(
            """
            {"specversion":"1.0","id":"2","source":"/fair","type":"contact.consented","subject":"mia@example.com",
             "data":{"class":"invitations","channel":"phone"}}
            """
        );

        var html = await HtmlAsync(await PreferencesAsync(Mia));

        Assert.Contains("<legend>invitations by phone</legend>", html);
        Assert.Contains("name=\"invitations.phone\" value=\"yes\" checked", html);
    }

    [Fact]
    public async Task A_name_that_is_html_is_text()
    {
        var html = await HtmlAsync(await UnsubscribeAsync("\"><script>alert(1)</script>@example.com"));
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public async Task When_the_store_is_away_the_reader_is_asked_to_try_again()
    {
        web.Tables.Fault = _ => new StorageUnavailableException("The store is away.");
        using var page = await web.PostAsync(link);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("try again", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string WithoutTokens(string html) =>
        System.Text.RegularExpressions.Regex.Replace(html, "t=[A-Za-z0-9_-]+", "t=", default, TimeSpan.FromSeconds(1));

    private async Task ChooseAsync(string address, string choice)
    {
        using var form = new FormUrlEncodedContent([new("marketing.email", choice)]);
        using var page = await web.Client.PostAsync(new Uri(address, UriKind.Relative), form);
        Assert.Contains("<h1>Saved</h1>", await page.Content.ReadAsStringAsync());
    }

    private async Task<string> HtmlAsync(string address)
    {
        using var page = await web.GetAsync(address);
        return await page.Content.ReadAsStringAsync();
    }

    private async Task<string> UnsubscribeAsync(string contact) =>
        new Uri(await links.UnsubscribeAsync(contact, default)).PathAndQuery;

    private async Task<string> PreferencesAsync(string contact) =>
        new Uri(await links.PreferencesAsync(contact, default)).PathAndQuery;

    private async Task<ContactDetail> ContactAsync()
    {
        using var answer = await web.GetAsync("/api/contacts/mia@example.com");
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ApiJson.Default.ContactDetail)!;
    }
}
