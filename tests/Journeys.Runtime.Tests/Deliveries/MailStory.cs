using System.Net;
using System.Net.Http.Json;
using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>A contact got a mail, and SendGrid tells what became of it over HTTP.</summary>
internal sealed class MailStory : IAsyncDisposable
{
    public const string Contact = "ada@example.com";

    /// <summary>A mail, and a wait for a click in it.</summary>
    public const string Steps = """
        "thanks": { "email": "thanks", "then": "engaged", "failed": "lost" },
        "engaged": { "waitFor": { "event": "email.clicked", "of": "thanks" }, "upTo": "3 days",
                     "then": "lead", "otherwise": "quiet" },
        "lead": { "end": "lead" }, "quiet": { "end": "quiet" }, "lost": { "end": "lost" }
        """;

    private readonly ApiHost host;

    private MailStory(ApiHost host) => this.host = host;

    public ApiHost Host => host;

    public World World => host.World;

    public string Effect { get; } = $"{World.InstanceOf()}~1.1.1.1";

    public DateTimeOffset Now => World.Time.GetUtcNow();

    /// <summary>The mail was sent, and the contact waited for.</summary>
    public static async Task<MailStory> SentAsync(bool singleWriter = false)
    {
        var story = await StartAsync(singleWriter);
        await story.World.SendAsync("whitepaper.downloaded");
        return story;
    }

    /// <summary>The answer to the mail was lost, and nobody knows whether it was sent.</summary>
    public static async Task<MailStory> UncertainAsync(bool singleWriter = false)
    {
        var story = await StartAsync(singleWriter);
        story.World.Post.Remembers = false;
        story.World.Post.BreakAfter = new HttpRequestException("the line broke");
        await story.World.SendAsync("whitepaper.downloaded");
        Assert.Equal("uncertain", await story.StatusAsync());
        return story;
    }

    private static async Task<MailStory> StartAsync(bool singleWriter) =>
        new(await ApiHost.StartAsync(await World.StartAsync(Steps, singleWriter)));

    /// <summary>One event about the mail.</summary>
    /// <param name="after">How many seconds after now.</param>
    public string Event(string kind, int after = 0, string more = "", string? id = null) =>
        SendGridDouble.Event(kind, Effect, Now.AddSeconds(after), id, more);

    public Task<HttpResponseMessage> PostAsync(string body) => host.Client.SendAsync(SendGridDouble.Request(body, Now));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => host.Client.SendAsync(request);

    /// <summary>SendGrid tells; what it is answered: accepted, duplicates, rejected, ignored.</summary>
    public async Task<string> TellAsync(params string[] events)
    {
        var answer = await PostAsync($"[{string.Join(",\n", events)}]");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (accepted, duplicates, rejected, ignored) = (
            await answer.Content.ReadFromJsonAsync(ApiJson.Default.DeliveryAnswer)
        )!;
        return $"{accepted} {duplicates} {rejected} {ignored}";
    }

    /// <summary>The ledger's entry of the mail, or of another one.</summary>
    public async Task<LedgerEntry> EntryAsync(string? effect = null) =>
        Assert.IsType<LedgerEntry>(await World.Get<Ledger>().FindAsync(effect ?? Effect, default));

    public async Task<string> StatusAsync(string? effect = null) =>
        EffectStatusWords.Of((await EntryAsync(effect)).Status);

    /// <summary>The contact's touchpoints but for those that sending left, oldest first.</summary>
    public async Task<IReadOnlyList<Touchpoint>> TouchpointsAsync() =>
        [
            .. (await World.Get<ContactStore>().TouchpointsAsync(Contact, 100, null, default))
                .Touchpoints.Where(touch => touch.Type is not ("email.sent" or "whitepaper.downloaded"))
                .Reverse(),
        ];

    public async Task<string> TypesAsync() => string.Join(' ', (await TouchpointsAsync()).Select(touch => touch.Type));

    /// <summary>How the contact's run ended, or where it stands.</summary>
    public async Task<string> PlaceAsync()
    {
        var standing = await World.StandingAsync();
        return standing.Outcome ?? $"{standing.Status} {standing.Step}";
    }

    /// <summary>Why events were refused.</summary>
    public async Task<IReadOnlyList<string>> RefusalsAsync() =>
        [.. (await World.Store.QueryAllAsync("Events", new RowQuery(), default)).Select(row => row.Text("reason")!)];

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
