using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Journeys.Local.Tests.Storage;

public sealed class AzureQueueTests : IDisposable
{
    private readonly StubService service = new();

    public void Dispose() => service.Dispose();

    [Fact]
    public async Task A_request_is_signed_with_its_verb_kind_headers_and_path()
    {
        service.Answer(HttpStatusCode.Created);

        await service.Queue.SendAsync("x", default);

        AssertSigned("POST\n\napplication/xml\n\n", "/spring/journey-events/messages");
    }

    [Fact]
    public async Task The_part_of_a_query_that_names_an_operation_is_signed_too()
    {
        service.Answer(HttpStatusCode.OK, "", ("x-ms-approximate-messages-count", "7"));

        Assert.Equal(7, await service.Queue.CountAsync(default));

        AssertSigned("GET\n\n\n\n", "/spring/journey-events?comp=metadata");
    }

    [Fact]
    public async Task A_text_cannot_break_out_of_its_element()
    {
        service.Answer(HttpStatusCode.Created);

        await service.Queue.SendAsync("</MessageText><Evil/>&amp;", default);

        Assert.Equal(
            "<QueueMessage><MessageText>&lt;/MessageText&gt;&lt;Evil/&gt;&amp;amp;</MessageText></QueueMessage>",
            service.Asked[0].Body
        );
    }

    private void AssertSigned(string before, string after)
    {
        var request = Assert.Single(service.Requests);
        var id = Assert.Single(request.Headers.GetValues("x-ms-client-request-id"));
        var date = Assert.Single(request.Headers.GetValues("x-ms-date"));
        var text =
            $"{before}x-ms-client-request-id:{id}\nx-ms-date:{date}\nx-ms-return-client-request-id:true\n"
            + $"x-ms-version:2024-08-04\n{after}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData("key"u8, Encoding.UTF8.GetBytes(text)));
        Assert.Equal($"SharedKeyLite spring:{signature}", Assert.Single(request.Headers.GetValues("Authorization")));
    }
}
