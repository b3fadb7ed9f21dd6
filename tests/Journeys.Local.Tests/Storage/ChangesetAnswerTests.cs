using System.Text;
using Journeys.Local.Storage;

namespace Journeys.Local.Tests.Storage;

public sealed class ChangesetAnswerTests
{
    private const string Start =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n--changesetresponse_2\r\n"
        + "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string Next =
        "\r\n--changesetresponse_2\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string End = "\r\n--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    [Fact]
    public void Each_change_has_its_etag_in_order()
    {
        var answer = Read(
            Start
                + "HTTP/1.1 204 No Content\r\nDataServiceVersion: 1.0;\r\nETag: W/\"datetime'A'\"\r\n\r\n"
                + Next
                + "HTTP/1.1 204 No Content\r\nContent-ID: 2\r\n\r\n"
                + Next
                + "HTTP/1.1 204 No Content\r\nETag: W/\"datetime'B'\"\r\n\r\n"
                + End
        );

        Assert.Equal(["W/\"datetime'A'\"", "", "W/\"datetime'B'\""], answer.ETags);
        Assert.Null(answer.Failure);
    }

    [Fact]
    public void A_row_in_the_answer_is_not_mistaken_for_a_line()
    {
        var answer = Read(
            Start
                + "HTTP/1.1 201 Created\r\nETag: one\r\nContent-Type: application/json\r\n\r\n"
                + """{"Text":"\r\nHTTP/1.1 412 No\r\nETag: two"}"""
                + End
        );

        Assert.Equal(["one"], answer.ETags);
    }

    [Theory]
    [InlineData(
        "12:The update condition was not satisfied.\\nRequestId:1",
        12,
        "The update condition was not satisfied."
    )]
    [InlineData("The request was wrong.", -1, "The request was wrong.")]
    [InlineData("Sorry: no.", -1, "Sorry: no.")]
    public void A_failure_names_its_change_when_the_service_does(string message, int index, string words)
    {
        var answer = Read(
            Start
                + "HTTP/1.1 412 Precondition Failed\r\nContent-Type: application/json\r\n\r\n"
                + """{"odata.error":{"code":"UpdateConditionNotSatisfied","message":{"lang":"en-US","value":"WORDS"}}}""".Replace(
                    "WORDS",
                    message,
                    StringComparison.Ordinal
                )
                + End
        );

        Assert.Equal(index, answer.FailedIndex);
        Assert.Equal(new StorageError(412, "UpdateConditionNotSatisfied", words), answer.Failure);
    }

    private static ChangesetAnswer Read(string text) => ChangesetAnswer.Read(Encoding.UTF8.GetBytes(text));
}
