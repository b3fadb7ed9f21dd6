using System.Globalization;
using System.Net;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Tests;

namespace Journeys.Runtime.Tests.Mail.SendGrid;

public sealed class SendGridSenderTests
{
    private readonly ManualTime time = new();
    private readonly ScriptedSendGrid sendGrid = new();
    private readonly SendGridSender sender;

    public SendGridSenderTests() => sender = new(sendGrid, MailSamples.Settings, time);

    [Fact]
    public async Task A_mail_that_is_taken_has_the_id_that_SendGrid_gave_it()
    {
        sendGrid.Answer(HttpStatusCode.Accepted, "", ("X-Message-Id", "Yz1"));

        Assert.Equal(new MailResult.Taken("Yz1"), await SendAsync());

        var asked = Assert.Single(sendGrid.Asked);
        Assert.Equal(SendGridRequest.For(MailSamples.Requested, MailSamples.Settings).ToJson(), asked);
    }

    [Fact]
    public async Task The_sandbox_takes_a_mail_without_an_id()
    {
        sendGrid.Answer(HttpStatusCode.OK);

        Assert.Equal(new MailResult.Taken(MailSamples.Requested.Effect), await SendAsync());
    }

    [Theory]
    [InlineData(
        400,
        "SendGrid answered 400: Does not contain a valid address. (personalizations.0.to.0.email) See http://help"
    )]
    [InlineData(
        401,
        "SendGrid answered 401: Does not contain a valid address. (personalizations.0.to.0.email) See http://help"
            + ". Check Journeys__SendGrid__ApiKey: it is not a key of this account, or was deleted"
    )]
    [InlineData(
        403,
        "SendGrid answered 403: Does not contain a valid address. (personalizations.0.to.0.email) See http://help"
            + ". Check that Journeys__SendGrid__From is a sender that SendGrid has verified, and that the key may send mail"
    )]
    [InlineData(
        413,
        "SendGrid answered 413: Does not contain a valid address. (personalizations.0.to.0.email) See http://help"
            + ". Make the mail smaller: SendGrid takes 30 MB"
    )]
    public async Task A_refusal_has_SendGrids_own_words_and_what_to_do(int status, string why)
    {
        sendGrid.Answer(
            (HttpStatusCode)status,
            """{"errors":[{"message":"Does not contain a valid address.","field":"personalizations.0.to.0.email","help":"http://help"}]}"""
        );

        Assert.Equal(new MailResult.Refused(Passing: false, why), await SendAsync());
    }

    [Fact]
    public async Task Several_errors_are_all_told()
    {
        sendGrid.Answer(
            HttpStatusCode.BadRequest,
            """{"errors":[{"message":"one","field":null,"help":null},{"message":"two","field":"subject"}]}"""
        );

        Assert.Equal(
            new MailResult.Refused(Passing: false, "SendGrid answered 400: one; two (subject)"),
            await SendAsync()
        );
    }

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("Retry-After", "Mon, 02 Mar 2026 09:02:00 GMT", 120)]
    [InlineData("X-RateLimit-Reset", "1772442045", 45)]
    [InlineData("X-RateLimit-Reset", "1", 1)]
    [InlineData("X-RateLimit-Reset", "1999999999", 3_600)]
    public async Task Asked_too_often_it_is_left_alone_for_as_long_as_it_says(string header, string value, int seconds)
    {
        sendGrid.Answer(HttpStatusCode.TooManyRequests, TooMany, (header, value));

        Assert.Equal(
            new MailResult.Refused(Passing: true, "SendGrid answered 429: too many requests", Seconds(seconds)),
            await SendAsync()
        );
    }

    [Fact]
    public async Task Asked_too_often_it_may_not_say_for_how_long()
    {
        sendGrid.Answer(HttpStatusCode.TooManyRequests, TooMany);

        Assert.Equal(
            new MailResult.Refused(Passing: true, "SendGrid answered 429: too many requests"),
            await SendAsync()
        );
    }

    [Fact]
    public async Task While_it_wants_to_be_left_alone_it_is_not_asked()
    {
        sendGrid.Answer(HttpStatusCode.TooManyRequests, TooMany, ("Retry-After", "90"));
        await SendAsync();
        time.Advance(Seconds(60));

        Assert.Equal(
            new MailResult.Refused(Passing: true, "SendGrid takes no more requests for now", Seconds(30)),
            await SendAsync()
        );

        time.Advance(Seconds(30));
        sendGrid.Answer(HttpStatusCode.Accepted, "", ("X-Message-Id", "Yz1"));
        Assert.Equal(new MailResult.Taken("Yz1"), await SendAsync());
        Assert.Equal(2, sendGrid.Asked.Count);
    }

    [Fact]
    public async Task The_last_request_that_it_allows_is_the_last_until_it_counts_anew()
    {
        var reset = time.GetUtcNow().AddSeconds(45).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        sendGrid.Answer(
            HttpStatusCode.Accepted,
            "",
            ("X-Message-Id", "Yz1"),
            ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", reset)
        );
        Assert.Equal(new MailResult.Taken("Yz1"), await SendAsync());

        Assert.Equal(
            new MailResult.Refused(Passing: true, "SendGrid takes no more requests for now", Seconds(45)),
            await SendAsync()
        );
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_fault_that_SendGrid_itself_tells_of_may_pass(int status)
    {
        sendGrid.Answer((HttpStatusCode)status, """{"errors":[{"message":"internal error"}]}""");

        Assert.Equal(
            new MailResult.Refused(Passing: true, $"SendGrid answered {status}: internal error"),
            await SendAsync()
        );
    }

    [Theory]
    [InlineData(500, "<html>")]
    [InlineData(503, "")]
    [InlineData(502, """{"errors":[{"message":"bad gateway"}]}""")]
    [InlineData(504, "")]
    [InlineData(408, "")]
    public async Task An_answer_that_may_hide_a_mail_that_was_taken_leaves_it_uncertain(int status, string body)
    {
        sendGrid.Answer((HttpStatusCode)status, body);

        var fault = await Assert.ThrowsAsync<SendGridUncertainException>(SendAsync);

        Assert.StartsWith($"SendGrid answered {status}", fault.Message, StringComparison.Ordinal);
        Assert.Null(await sender.WasTakenAsync(MailSamples.Requested.Effect, default));
    }

    [Fact]
    public async Task A_lost_connection_or_a_time_out_leaves_the_mail_uncertain()
    {
        sendGrid.Fail(new HttpRequestException(HttpRequestError.ResponseEnded)).Fail(new TaskCanceledException());

        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        await Assert.ThrowsAsync<TaskCanceledException>(SendAsync);
        Assert.Equal(2, sendGrid.Asked.Count);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task A_request_that_never_left_may_be_sent_later(HttpRequestError error)
    {
        sendGrid.Fail(new HttpRequestException(error, "No such host"));

        Assert.Equal(
            new MailResult.Refused(Passing: true, "SendGrid cannot be reached: No such host"),
            await SendAsync()
        );
    }

    private const string TooMany = """{"errors":[{"field":null,"message":"too many requests"}]}""";

    private Task<MailResult> SendAsync() => sender.SendAsync(MailSamples.Requested, default);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
