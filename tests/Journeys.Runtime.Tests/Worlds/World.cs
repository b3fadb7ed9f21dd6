using System.Text;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Journeys.Runtime.Webhooks;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>The whole runtime in memory, on a clock that the test moves, over storage that can be told to fail.</summary>
internal sealed class World
{
    private ServiceProvider services;

    private readonly bool singleWriter;
    private readonly bool sleeps;
    private readonly SendingRate? rate;
    private readonly bool captures;

    private World(bool singleWriter, bool sleeps, SendingRate? rate = null, bool captures = false)
    {
        (this.singleWriter, this.sleeps, this.rate, this.captures) = (singleWriter, sleeps, rate, captures);
        Post = new(Time);
        Tables = new(Store);
        services = Build();
    }

    public ManualTime Time { get; } = new();

    /// <summary>What is stored, whatever fails.</summary>
    public InMemoryTables Store { get; } = new();

    public FaultyTables Tables { get; }

    public Postbox Post { get; }

    public WebhookDouble Webhooks { get; } = new();

    public Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    public IInstances Instances => Get<IInstances>();

    /// <summary>A world with its tables, and the sample journey unless the test publishes others.</summary>
    public static Task<World> StartAsync(
        string? steps = Samples.Steps,
        bool singleWriter = true,
        SendingRate? rate = null
    ) => StartAsync(new World(singleWriter, sleeps: false, rate), steps);

    /// <summary>A world of several processes, whose instances sleep until the test makes their turns.</summary>
    public static Task<World> SleepingAsync(string? steps = Samples.Steps) =>
        StartAsync(new World(singleWriter: false, sleeps: true), steps);

    /// <summary>A world that captures its mail, as the local host does; nothing is published yet.</summary>
    public static Task<World> CapturingAsync(bool singleWriter = true) =>
        StartAsync(new World(singleWriter, sleeps: false, captures: true), steps: null);

    private static async Task<World> StartAsync(World world, string? steps)
    {
        await world.Store.EnsureTablesAsync(default);
        await world.Store.EnsureTableAsync(CapturedMail.Table, default);
        if (steps is not null)
        {
            await world.PublishAsync(Samples.Request(steps));
        }

        return world;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Another process over the same storage.</summary>
    public ServiceProvider OtherProcess() => Build();

    /// <summary>The process dies and is started again: nothing that was only in memory is left.</summary>
    public void Restart()
    {
        Tables.Restart();
        services.Dispose();
        services = Build();
    }

    public void Register(IServiceCollection into)
    {
        into.AddSingleton<ITables>(Tables)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(new WallClock(Time))
            .AddSingleton<IMailSender>(Post)
            .AddSingleton<IMailArchive>(Post)
            .AddSingleton(new WebhookClient(Webhooks))
            .AddSingleton<SleepingInstances>()
            .AddSingleton<IWaker>(provider => provider.GetRequiredService<SleepingInstances>())
            .AddSingleton<IInstances>(provider =>
                sleeps
                    ? provider.GetRequiredService<SleepingInstances>()
                    : ActivatorUtilities.CreateInstance<DirectInstances>(provider)
            )
            .AddJourneysRuntime(
                new()
                {
                    Shards = 4,
                    SingleWriter = singleWriter,
                    LoopbackWebhooks = true,
                    SendGridWebhookKey = SendGridDouble.Key,
                    Rate = rate,
                    LinkKeys = LinkKeys.Of(new byte[LinkKeys.Least]),
                }
            );
        if (captures)
        {
            into.AddSingleton<CapturedMail>()
                .AddSingleton<IMailSender>(provider => provider.GetRequiredService<CapturedMail>())
                .AddSingleton<IMailArchive>(provider => provider.GetRequiredService<CapturedMail>())
                .AddCapturedMailPlace();
        }
    }

    public async Task<PublishAnswer> PublishAsync(PublishRequest request, string journey = Samples.Journey)
    {
        var publication = await Get<Publisher>().PublishAsync(journey, request, "test", default);
        return publication is Publication.Published published
            ? published.Answer
            : throw new InvalidOperationException(string.Join('\n', ((Publication.Refused)publication).Diagnostics));
    }

    /// <summary>Sends an event as a sender would.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="contact">To whom.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="data">Its data as JSON.</param>
    /// <param name="ago">How long ago it happened.</param>
    public Task<EventsAnswer> SendAsync(
        string type,
        string contact = "ada@example.com",
        string id = "1",
        string data = "{}",
        TimeSpan ago = default
    ) => SendJsonAsync(Event(type, contact, id, data, ago));

    public async Task<EventsAnswer> SendJsonAsync(string json)
    {
        var reading = CloudEventReader.ReadMessage(Encoding.UTF8.GetBytes(json), Now);
        return await Get<EventIntake>().AcceptAsync(Assert.IsType<EventReading.Read>(reading), default);
    }

    public string Event(
        string type,
        string contact = "ada@example.com",
        string id = "1",
        string data = "{}",
        TimeSpan ago = default
    ) =>
        $$"""
            { "specversion": "1.0", "id": "{{id}}", "source": "test", "type": "{{type}}", "subject": "{{contact}}",
              "time": "{{Time.GetUtcNow() - ago:O}}", "data": {{data}} }
            """;

    /// <summary>Moves the clock, and tells every timer that comes due on the way at its own time.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        var end = Now + Duration.FromTimeSpan(span);
        while (await NextAsync(end) is { } timer)
        {
            var rest = (timer.Timer.Due - Now).ToTimeSpan();
            Time.Advance(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
            await Instances.TellAsync(timer.Telling, default);
        }

        Time.Advance((end - Now).ToTimeSpan());
    }

    /// <summary>Makes a turn of an instance, as a host does when it is woken or due.</summary>
    /// <param name="settled">What the turn before reported.</param>
    /// <param name="contact">Whose instance.</param>
    public Task<TurnReport> TurnAsync(
        int settled = TurnReport.Unsettled,
        string contact = "ada@example.com",
        CancellationToken cancellation = default
    ) => Get<Turn>().RunAsync(InstanceOf(contact), settled, cancellation);

    /// <summary>Damages the row of the first open effect of an instance, so that no version can read it.</summary>
    /// <returns>The effect's id.</returns>
    public async Task<string> DamageEffectAsync(string contact = "ada@example.com")
    {
        var partition = await Get<Advance>().PartitionAsync(InstanceOf(contact), default);
        var effect = (await Get<Ledger>().UnfinishedOfAsync(InstanceOf(contact), default))[0];
        var damaged = new Dictionary<string, object>(LedgerRows.Write(effect), StringComparer.Ordinal)
        {
            ["effect"] = "{",
        };
        await Store.CommitAsync(
            InstanceRows.Table,
            partition,
            [new RowChange.Put(LedgerRows.OpenKey(effect.Id), damaged)],
            default
        );
        return effect.Id;
    }

    /// <summary>Does what a host does on start: performs every effect that is not over.</summary>
    public async Task RecoverAsync()
    {
        foreach (var partition in await PartitionsAsync())
        {
            foreach (var entry in await Get<Ledger>().UnfinishedAsync(partition, default))
            {
                if (await Get<EffectPerformer>().PerformAsync(entry, default) is { } told)
                {
                    await Instances.TellAsync(new(entry.Instance, entry.Contact, [told]), default);
                }
            }
        }
    }

    public static string InstanceOf(string contact = "ada@example.com", string journey = Samples.Journey) =>
        InstanceId.For(journey, contact).ToString();

    /// <summary>How an instance stands.</summary>
    public async Task<InstanceSummary> StandingAsync(
        string contact = "ada@example.com",
        string journey = Samples.Journey
    ) => Assert.IsType<InstanceSummary>(await Get<InstanceStore>().FindAsync(InstanceOf(contact, journey), default));

    /// <summary>Changes the format of the row that says where an instance stands: with 99 nobody can read it, with 1 all is well.</summary>
    public async Task FormatStateAsync(int format, string contact = "ada@example.com")
    {
        var key = InstanceRows.StateKey(InstanceOf(contact));
        var rows = await Store.QueryAllAsync(InstanceRows.Table, new RowQuery(), default);
        var state = Assert.Single(rows, row => row.Row == key);
        var other = new Dictionary<string, object>(state.Properties, StringComparer.Ordinal) { ["f"] = format };
        await Store.CommitAsync(InstanceRows.Table, state.Partition, [new RowChange.Put(key, other)], default);
    }

    private async Task<DueTimer?> NextAsync(Instant until)
    {
        var next = new List<DueTimer>();
        foreach (var partition in await PartitionsAsync())
        {
            next.AddRange(await Get<DueIndex>().ElapsedAsync(partition, until, 1, default));
        }

        return next.MinBy(timer => timer.Timer.Due);
    }

    private async Task<List<string>> PartitionsAsync() =>
        [
            .. from journey in (await Get<JourneyCatalog>().LiveAsync(default)).Values
            from shard in Enumerable.Range(0, journey.Shards)
            select InstanceRows.Partition(journey.Journey, shard),
        ];

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection();
        Register(collection);
        return collection.BuildServiceProvider();
    }
}
