using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
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
    public async Task A_title_of_any_length_is_published_and_listed_by_its_beginning()
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world);
        var request = Samples.Request();
        var title = new string('ä', 40_000);

        await world.PublishAsync(
            request with
            {
                Definition = request.Definition.Replace("Nurture", title, StringComparison.Ordinal),
            }
        );

        var list = await host.Client.GetFromJsonAsync("/api/journeys", ApiJson.Default.PageJourneySummary);
        Assert.Equal($"{title[..200]}…", Assert.Single(list!.Items).Title);
    }

    [Theory]
    [InlineData("/api/journeys/nurture/versions")]
    [InlineData("/api/erasures")]
    [InlineData("/api/mail")]
    [InlineData("/api/tasks")]
    public async Task What_has_a_name_that_no_key_can_hold_was_never_there(string place)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());

        var name = string.Concat(Enumerable.Repeat("%20", 600));
        var problem = await host.ProblemAsync(HttpMethod.Get, $"{place}/{name}");

        Assert.Equal(404, problem.Status);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("color")]
    public async Task A_header_that_is_no_text_refuses_its_event(string attribute)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/events", UriKind.Relative));
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["specversion"] = "1.0",
            ["id"] = "1",
            ["source"] = "test",
            ["type"] = "whitepaper.downloaded",
            ["subject"] = "ada@example.com",
            [attribute] = "half \ud83d",
        };
        foreach (var (name, text) in headers)
        {
            request.Headers.TryAddWithoutValidation($"ce-{name}", text);
        }

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            $"\\\"{attribute}\\\" is not valid Unicode",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Empty(host.Faults.Faults);
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
