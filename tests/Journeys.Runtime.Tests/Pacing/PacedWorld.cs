using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Pacing;

/// <summary>A world in which a journey sends one mail to everybody who enters.</summary>
internal static class PacedWorld
{
    public const string Steps = """
        "thanks": { "email": "thanks", "then": "done", "noConsent": "unasked", "failed": "lost" },
        "done": { "end": "sent" }, "unasked": { "end": "unasked" }, "lost": { "end": "lost" }
        """;

    /// <summary>The journey with these rules of sending.</summary>
    public static PublishRequest Request(string sending, string journey = Samples.Journey)
    {
        var request = Samples.Request(Steps, journey);
        return request with
        {
            Definition = request.Definition.Replace("""{ "class": "requested" }""", sending, StringComparison.Ordinal),
        };
    }

    public static async Task<World> StartAsync(
        string sending = """{ "class": "requested" }""",
        SendingRate? rate = null,
        bool singleWriter = true
    )
    {
        var world = await World.StartAsync(steps: null, singleWriter, rate);
        await world.PublishAsync(Request(sending));
        return world;
    }

    /// <summary>So many contacts enter, one after the other, at the same instant.</summary>
    public static async Task EnterAsync(this World world, int contacts, int first = 0)
    {
        for (var i = first; i < first + contacts; i++)
        {
            await world.SendAsync("whitepaper.downloaded", Contact(i), $"e{i}");
        }
    }

    public static string Contact(int number) => $"c{number:000}@example.com";

    public static Task PauseAsync(this World world, string journey = Samples.Journey) =>
        world.Get<Pauses>().PauseAsync(journey, "olga", "the offer is wrong", default);

    public static Task ResumeAsync(this World world, string journey = Samples.Journey) =>
        world.Get<Pauses>().ResumeAsync(journey, "olga", default);

    /// <summary>How many mails went out in each second, in order; those of one journey, or of all.</summary>
    public static List<int> PerSecond(this World world, string? journey = null) =>
        world.Per(journey, at => at.ToUnixTimeSeconds());

    /// <summary>How many mails went out on each day, in order; those of one journey, or of all.</summary>
    public static List<int> PerDay(this World world, string? journey = null) =>
        world.Per(journey, at => at.ToUnixTimeSeconds() / 86_400);

    private static List<int> Per(this World world, string? journey, Func<DateTimeOffset, long> span) =>
        [
            .. world
                .Post.Mails.Zip(world.Post.Times)
                .Where(sent => journey is null || sent.First.Journey == journey)
                .GroupBy(sent => span(sent.Second))
                .OrderBy(group => group.Key)
                .Select(group => group.Count()),
        ];

    /// <summary>Whom mails went to, in order.</summary>
    public static List<string> To(this World world) => [.. world.Post.Mails.Select(mail => mail.Contact)];
}
