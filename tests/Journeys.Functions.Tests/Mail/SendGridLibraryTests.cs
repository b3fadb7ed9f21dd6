using System.Net;
using Journeys.Functions.Mail;

namespace Journeys.Functions.Tests.Mail;

public sealed class SendGridLibraryTests
{
    private readonly FakeSendGrid sendGrid = new();

    [Fact]
    public async Task A_request_goes_to_mail_send_as_it_was_written_and_its_answer_comes_back_whole()
    {
        sendGrid.Answer(HttpStatusCode.BadRequest, """{"errors":[]}""", ("X-Message-Id", "Yz1"));

        var answer = await new SendGridLibrary(sendGrid).PostAsync("""{"a":1}""", default);

        Assert.Equal(("POST mail/send", """{"a":1}"""), Assert.Single(sendGrid.Asked));
        Assert.Equal((HttpStatusCode.BadRequest, """{"errors":[]}"""), (answer.Status, answer.Body));
        Assert.Equal(["Yz1"], answer.Headers.GetValues("X-Message-Id"));
    }

    [Fact]
    public async Task A_fault_of_the_line_is_told_and_nothing_is_asked_again()
    {
        sendGrid.Fail(new HttpRequestException(HttpRequestError.ResponseEnded));

        await Assert.ThrowsAsync<HttpRequestException>(() => new SendGridLibrary(sendGrid).PostAsync("{}", default));
        Assert.Single(sendGrid.Asked);
    }
}
