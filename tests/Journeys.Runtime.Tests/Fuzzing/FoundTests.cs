using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Fuzzing;

/// <summary>The requests that once broke the host, cut down to what broke it, each with the answer it should have had.</summary>
public sealed class FoundTests
{
    // One character a byte, so that what is no UTF-8 can be written down.
    [Theory]
    [InlineData("POST", "/api/tasks/%5C/done", "{}", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/tasks/a%0Ab", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/mail/%23", null, HttpStatusCode.NotFound)]
    [InlineData("PUT", "/api/journeys/nurture", "{\"\u00F3\":1}", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/journeys/nurture", "{\"\\ud800\":1}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/events", "{\"\\udfff\":1}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/events", "[{\"\\udfff\":1}]", HttpStatusCode.BadRequest)]
    public async Task What_broke_the_host_once_is_answered(
        string method,
        string path,
        string? body,
        HttpStatusCode expected
    )
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(
                path == "/api/events" ? "application/cloudevents+json" : "application/json"
            );
        }

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(Problem.MediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(host.Faults.Faults);
    }

    [Fact]
    public async Task A_version_whose_name_no_key_can_hold_was_never_published()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());

        var problem = await host.ProblemAsync(
            HttpMethod.Get,
            $"/api/journeys/nurture/versions/{string.Concat(Enumerable.Repeat("%20", 600))}"
        );

        Assert.Equal(404, problem.Status);
    }

    // The messages cut a sender's text after so many characters, in the middle of one that takes two.
    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("time")]
    public async Task A_refused_event_is_kept_though_its_text_is_cut_in_the_middle_of_a_character(string attribute)
    {
        var world = await World.StartAsync();
        var text = string.Concat(Enumerable.Repeat("\U0001F600", 2_000));
        var json = world.Event("whitepaper.downloaded").Replace("\"1.0\"", "\"0.9\"", StringComparison.Ordinal);

        foreach (var cut in new[] { text, $"a{text}", "\\ud83d" })
        {
            var answer = await world.SendJsonAsync(
                json.Replace($"\"{attribute}\"", $"\"{attribute}\": \"{cut}\", \"x\"", StringComparison.Ordinal)
            );
            Assert.Equal((0, 1), (answer.Accepted, answer.Rejected));
        }
    }
}
