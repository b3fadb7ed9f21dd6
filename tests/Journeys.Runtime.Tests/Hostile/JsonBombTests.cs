using Journeys.Runtime.Access;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Hostile;

/// <summary>Bodies that are small to send and large to read. Each is refused with a sentence, on every address with a body.</summary>
public sealed class JsonBombTests
{
    public static TheoryData<string> Bodies =>
        [
            new string('[', 100_000),
            string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
            $"{{\"by\":{new string('9', 100_000)}}}",
            "{\"by\":1e999999999}",
            "{\"by\":\"a\",\"by\":\"b\"}",
            $"{{{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"a{i}\":1"))}}}",
            "{\"by\":\"\\ud800\"}",
            $"{{\"by\":\"{new string('a', 100_000)}\"}}",
            "\u0000\u0001",
        ];

    // The one that reads no body, whatever comes.
    private const string Bodiless = "/api/doctor/repair";

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Every_address_with_a_body_refuses_it_in_words(string body)
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        await using var host = await ApiHost.StartAsync(world);
        foreach (
            var address in ApiAddress.All.Where(address =>
                address.Method is "POST" or "PUT" && address is { Needs: not null, Path: not Bodiless }
            )
        )
        {
            var path = address
                .Path.Replace("{journey}", Samples.Journey, StringComparison.Ordinal)
                .Replace("{action}", "pause", StringComparison.Ordinal)
                .Replace("{outcome}", "qualified", StringComparison.Ordinal)
                .Replace("{id}", World.InstanceOf(), StringComparison.Ordinal);

            using var answer = await host.SendAsync(new(address.Method), path, body, Media(address));

            Assert.True(
                (int)answer.StatusCode is >= 400 and < 500,
                $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
        }
    }

    private static string Media(ApiAddress address) =>
        address.Path == "/api/events" ? CloudEventReader.Structured : "application/json";
}
