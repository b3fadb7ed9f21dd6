using System.Net.Http.Json;
using Journeys.Runtime.Api;

namespace Journeys.Local.Tests.Http;

/// <summary>The host moves those inside by itself after something was published.</summary>
public sealed class MovingTests
{
    [Fact]
    public async Task Those_inside_are_moved_in_the_background()
    {
        await using var web = await WebHost.StartAsync();
        await PublishAsync(web, "3 days", InsideChoice.Stay);
        using var sent = await web.SendEventAsync(
            """{ "specversion": "1.0", "id": "1", "source": "test", "type": "lead.created", "subject": "ada@example.com" }"""
        );
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());

        var version = await PublishAsync(web, "5 days", InsideChoice.Move);

        var moving = await MovingAsync(web);
        while (!moving.Done)
        {
            await Task.Yield();
            moving = await MovingAsync(web);
        }

        Assert.Equal((version, 1, 0), (moving.Version, moving.Moved, moving.Left));
        Assert.Empty(moving.Refused);
    }

    private static async Task<string> PublishAsync(WebHost web, string wait, InsideChoice inside)
    {
        var definition = $$"""
            { "journey": "rest", "title": "Rest", "subject": "contact", "enter": { "on": "lead.created" },
              "sending": { "class": "service" },
              "steps": { "rest": { "wait": "{{wait}}", "then": "done" }, "done": { "end": "done" } } }
            """;
        var none = new Dictionary<string, string>();
        var files = new PublishRequest(definition, none, none, Inside: inside);
        using var answer = await web.Client.PutAsJsonAsync(
            new Uri("/api/journeys/rest", UriKind.Relative),
            files,
            ApiJson.Default.PublishRequest
        );
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.PublishAnswer))!.Version;
    }

    private static async Task<MovingProgress> MovingAsync(WebHost web)
    {
        using var answer = await web.GetAsync("/api/journeys/rest");
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.JourneyDetail))!.Moving!;
    }
}
