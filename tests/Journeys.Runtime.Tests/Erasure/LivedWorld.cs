using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.Erasure;

/// <summary>A world in which two contacts live through the shipped journeys, each as fully as a contact can.</summary>
internal sealed class LivedWorld
{
    public const string Ada = "ada.quark@example.com";

    public const string Bob = "bob.zettel@example.com";

    private LivedWorld(World world) => World = world;

    public World World { get; }

    /// <summary>Whatever is personal of Ada, in the forms in which it may be kept.</summary>
    public static IReadOnlyList<string> Personal { get; } =
    [
        Ada,
        "ada.quark",
        "Quarkington",
        "20 7946 0011",
        "Chief Frobnicator",
        "Little Snoring",
        "fourteen-gold-coins",
        "before-the-eclipse",
        "Can-it-whistle",
        "broken-sentence-of-ada",
    ];

    /// <summary>The world after both have lived for some weeks.</summary>
    public static async Task<LivedWorld> StartAsync(bool singleWriter = true)
    {
        var lived = new LivedWorld(await World.CapturingAsync(singleWriter));
        var world = lived.World;
        var workspace = Path.Combine(Root(), "workspace");
        var published = await new WorkspacePublishing(world.Get<Publisher>(), workspace).PublishAsync(
            workspace,
            default
        );
        Assert.All(published, journey => Assert.True(journey.IsLive));
        // A Monday morning in Berlin.
        world.Time.Advance(new DateTimeOffset(2030, 1, 7, 9, 0, 0, TimeSpan.Zero) - world.Time.GetUtcNow());
        await lived.LiveAsync(
            Bob,
            """{ "name": "Bob Zettel", "title": "Buyer", "timeZone": "Europe/Berlin", "consent.marketing": true }"""
        );
        await lived.LiveAsync(
            Ada,
            """
            { "name": "Ada Quarkington", "phone": "+44 20 7946 0011", "title": "Chief Frobnicator",
              "city": "Little Snoring", "timeZone": "Europe/Berlin", "consent.marketing": true, "email": "ada.quark@example.com" }
            """
        );
        return lived;
    }

    /// <summary>The instances of a contact, whose ids are derived from its key and name nobody else.</summary>
    public static IEnumerable<string> InstancesOf(string contact) =>
        new[] { "whitepaper-nurture", "webinar-hand-raise", "dormant-account" }.Select(journey =>
            InstanceId.For(journey, contact).Hash
        );

    public Task<SortedDictionary<string, string>> DumpAsync() => StoreDump.OfAsync(World.Store);

    /// <summary>Orders an erasure and carries it out as far as it goes now.</summary>
    public async Task<ErasureState> EraseAsync(string contact = Ada)
    {
        var state = await World.Get<ErasureRequests>().EraseAsync(contact, "dpo@us.example", default);
        await World.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        return Assert.IsType<ErasureState>(state);
    }

    /// <summary>Lets the time pass in which something may still be under way, and ends what is then over.</summary>
    public async Task EndAsync()
    {
        World.Time.Advance(ContactEraser.Grace.ToTimeSpan());
        await World.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
    }

    /// <summary>Another version of the program has written where a contact's instances stand, and this one cannot read it.</summary>
    public async Task SpoilStatesAsync(string contact)
    {
        var instances = InstancesOf(contact).ToArray();
        foreach (var row in await World.Store.QueryAllAsync(InstanceRows.Table, new RowQuery(), default))
        {
            if (
                row.Row.StartsWith(InstanceRows.StatePrefix, StringComparison.Ordinal)
                && instances.Any(row.Row.EndsWith)
            )
            {
                var other = new Dictionary<string, object>(row.Properties, StringComparer.Ordinal) { ["f"] = 99 };
                await World.Store.CommitAsync(
                    InstanceRows.Table,
                    row.Partition,
                    [new RowChange.Put(row.Row, other)],
                    default
                );
            }
        }
    }

    private async Task LiveAsync(string contact, string profile)
    {
        var account = $$"""{ "id": "acme-{{contact[..3]}}", "name": "Acme Works" }""";
        await World.SendAsync(
            "whitepaper.downloaded",
            contact,
            $"{contact}-1",
            $$"""{ "topic": "energy", "title": "Heat pumps", "contact": {{profile}}, "account": {{account}} }"""
        );
        await World.PassAsync(TimeSpan.FromDays(4));
        await AnswerAsync(contact, "whitepaper-nurture", "qualified");
        await AnswerAsync(contact, "whitepaper-nurture", "accepted");
        await World.SendAsync(
            "webinar.handRaised",
            contact,
            $"{contact}-2",
            """{ "webinar": "Retrofit", "question": "Can-it-whistle" }""".Replace(
                "Can-it-whistle",
                contact == Ada ? "Can-it-whistle" : "How much?",
                StringComparison.Ordinal
            )
        );
        await World.PassAsync(TimeSpan.FromMinutes(5));
        await World.SendAsync("dormant.noticed", contact, $"{contact}-3");
        await RefuseAsync(contact);
    }

    private async Task AnswerAsync(string contact, string journey, string outcome)
    {
        var open = await OpenAsync(contact, journey);
        var answers =
            outcome == "qualified"
                ? Fields.Of(
                    KeyValuePair.Create(
                        "contact.budget",
                        FieldValue.Of(contact == Ada ? "fourteen-gold-coins" : "10k")
                    ),
                    KeyValuePair.Create(
                        "contact.timeline",
                        FieldValue.Of(contact == Ada ? "before-the-eclipse" : "May")
                    )
                )
                : Fields.Empty;
        await World.Get<TaskAnswers>().AnswerAsync(open.Id, outcome, null, answers, default);
    }

    /// <summary>A contact's open task.</summary>
    public async Task<StoredTask> OpenAsync(string contact, string journey)
    {
        var (tasks, _) = await World
            .Get<TaskList>()
            .ReadAsync(["inside-sales", "account-manager"], open: true, null, 200, null, default);
        return Assert.Single(tasks, task => task.Contact == contact && task.Journey == journey);
    }

    // An event that is refused for what it says, and one that cannot be read.
    private async Task RefuseAsync(string contact)
    {
        var sentence = contact == Ada ? "broken-sentence-of-ada" : "bad words";
        await World.SendJsonAsync(
            World.Event("page.viewed", contact, $"{contact}-4", $$"""{ "text": "{{sentence}}", "contact": 5 }""")
        );
        await World.SendJsonAsync(
            $$"""{ "specversion": "0.1", "id": "x", "source": "test", "type": "page.viewed", "subject": "{{contact}}" }"""
        );
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Journeys.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
