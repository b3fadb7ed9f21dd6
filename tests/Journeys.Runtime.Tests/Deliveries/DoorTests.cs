using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>Who may tell us what became of mails: SendGrid, and only now.</summary>
public sealed class DoorTests
{
    [Fact]
    public async Task What_SendGrid_signed_is_taken_without_a_key_of_ours()
    {
        await using var story = await MailStory.SentAsync();
        Assert.Equal("1 0 0 0", await story.TellAsync(story.Event("delivered")));
        Assert.Equal("email.delivered", await story.TypesAsync());
    }

    [Fact]
    public async Task What_somebody_else_signed_is_refused()
    {
        await using var story = await MailStory.SentAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = SendGridDouble.Request($"[{story.Event("delivered")}]", story.Now, stranger);
        await RefusedAsync(story, request, "The signature does not fit the body");
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_refused()
    {
        await using var story = await MailStory.SentAsync();
        var request = SendGridDouble.Request($"[{story.Event("bounce")}]", story.Now);
        request.Content = new StringContent($"[{story.Event("delivered")}]", Encoding.UTF8, "application/json");
        await RefusedAsync(story, request, "nothing on the way may change the body");
    }

    [Theory]
    [InlineData(SendGridSignature.SignatureHeader, null, "is not signed")]
    [InlineData(SendGridSignature.TimestampHeader, null, "is not signed")]
    [InlineData(SendGridSignature.SignatureHeader, "no base64!", "does not fit")]
    [InlineData(SendGridSignature.SignatureHeader, "AAAA", "does not fit")]
    [InlineData(SendGridSignature.TimestampHeader, "yesterday", "does not fit")]
    [InlineData(SendGridSignature.TimestampHeader, "1772442001", "does not fit")]
    public async Task A_request_without_a_right_signature_is_refused(string header, string? value, string why)
    {
        await using var story = await MailStory.SentAsync();
        var request = SendGridDouble.Request($"[{story.Event("delivered")}]", story.Now);
        request.Headers.Remove(header);
        if (value is not null)
        {
            request.Headers.Add(header, value);
        }

        await RefusedAsync(story, request, why);
    }

    [Theory]
    [InlineData(-301, "signed 5 minutes ago, at most 5 minutes are allowed")]
    [InlineData(-86_400, "signed 1440 minutes ago")]
    [InlineData(400, "7 minutes ahead of this host's clock")]
    public async Task A_request_that_was_signed_at_another_time_is_refused(int after, string why)
    {
        await using var story = await MailStory.SentAsync();
        await RefusedAsync(
            story,
            SendGridDouble.Request($"[{story.Event("delivered")}]", story.Now.AddSeconds(after)),
            why
        );
    }

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task Clocks_may_differ_by_five_minutes(int after)
    {
        await using var story = await MailStory.SentAsync();
        var request = SendGridDouble.Request($"[{story.Event("delivered")}]", story.Now.AddSeconds(after));
        Assert.Equal(HttpStatusCode.OK, (await story.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_request_that_is_played_again_does_nothing()
    {
        await using var story = await MailStory.SentAsync();
        Assert.Equal("2 0 0 0", await story.TellAsync(story.Event("delivered"), story.Event("click", 60)));
        Assert.Equal("0 2 0 0", await story.TellAsync(story.Event("delivered"), story.Event("click", 60)));
        Assert.Equal("email.delivered email.clicked", await story.TypesAsync());
    }

    [Theory]
    [InlineData("", "The body is not JSON")]
    [InlineData("hello", "The body is not JSON")]
    [InlineData("""[{ "event": """, "The body is not JSON")]
    [InlineData("""{ "event": "delivered" }""", "SendGrid sends a list of events, found an object")]
    [InlineData("null", "found null")]
    public async Task A_signed_body_that_is_no_list_is_refused(string body, string why)
    {
        await using var story = await MailStory.SentAsync();
        var answer = await story.PostAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_its_signature_is_checked()
    {
        await using var story = await MailStory.SentAsync();
        var answer = await story.PostAsync($"[{new string(' ', SendGridReader.BatchBytes)}]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public void Without_a_key_nothing_is_taken()
    {
        var signature = new SendGridSignature(new RuntimeSettings(), new WallClock(TimeProvider.System));
        Assert.False(signature.HasKey);
        Assert.NotNull(signature.Refusal("AAAA", "1", "[]"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("key")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_is_noticed_before_anything_comes(string key) =>
        Assert.StartsWith("give the verification key", SendGridSignature.Problem(key));

    [Fact]
    public void A_key_on_another_curve_is_none()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.NotNull(SendGridSignature.Problem(SendGridDouble.KeyOf(other)));
        Assert.Null(SendGridSignature.Problem(SendGridDouble.Key));
    }

    private static async Task RefusedAsync(MailStory story, HttpRequestMessage request, string why)
    {
        using (request)
        {
            var answer = await story.SendAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            var problem = await answer.Content.ReadFromJsonAsync(ApiJson.Default.Problem);
            Assert.Contains(why, problem!.Detail);
            Assert.Equal("", await story.TypesAsync());
            Assert.Equal("done", await story.StatusAsync());
        }
    }
}
