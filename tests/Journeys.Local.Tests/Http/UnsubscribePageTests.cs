using System.Net;
using System.Text.Json;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Tests.Http;

public sealed class UnsubscribePageTests : IAsyncLifetime
{
    private const string Link = "/unsubscribe?contact=mia%40example.com";

    private WebHost web = null!;

    public async Task InitializeAsync()
    {
        web = await WebHost.StartAsync();
        using var _ = await web.SendEventAsync(QueueWorld.Event("1"));
    }

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task Opening_the_link_only_asks()
    {
        using var page = await web.GetAsync(Link);

        Assert.Contains("<form method=\"post\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single((await ContactAsync()).Touchpoints);
    }

    [Fact]
    public async Task Sending_the_form_withdraws_the_consent()
    {
        using var page = await web.PostAsync(Link);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var contact = await ContactAsync();
        Assert.Contains(contact.Touchpoints, touchpoint => touchpoint.Type == "contact.unsubscribed");
        Assert.Contains(
            "\"marketing\":false",
            JsonSerializer.Serialize(contact, ApiJson.Default.ContactDetail),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_that_nobody_knows_gets_the_same_answer_and_stays_unknown()
    {
        using var known = await web.PostAsync(Link);
        using var page = await web.PostAsync("/unsubscribe?contact=tom%40example.com");

        Assert.Equal(
            (await known.Content.ReadAsStringAsync()).Replace("mia@", "tom@", StringComparison.Ordinal),
            await page.Content.ReadAsStringAsync()
        );
        using var contact = await web.GetAsync("/api/contacts/tom@example.com");
        Assert.Equal(HttpStatusCode.NotFound, contact.StatusCode);
    }

    [Theory]
    [InlineData("/unsubscribe")]
    [InlineData("/unsubscribe?contact=")]
    public async Task Half_a_link_says_that_it_is_half(string link)
    {
        using var page = await web.GetAsync(link);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("not complete", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_link_says_is_shown_as_text()
    {
        using var page = await web.GetAsync("/unsubscribe?contact=%3Cscript%3E");
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_store_is_away_the_reader_is_asked_to_try_again()
    {
        web.Tables.Fault = _ => new StorageUnavailableException("The store is away.");
        using var page = await web.PostAsync(Link);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("try again", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<ContactDetail> ContactAsync()
    {
        using var answer = await web.GetAsync("/api/contacts/mia@example.com");
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ApiJson.Default.ContactDetail)!;
    }
}
