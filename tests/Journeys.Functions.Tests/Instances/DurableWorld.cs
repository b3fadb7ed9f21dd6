using System.Text;
using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Webhooks;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// The Azure host's instances in memory: the runtime over tables that can be told to fail, two workers that share nothing
/// but the tables and take turns, and a task hub on the same virtual clock.
/// </summary>
internal sealed class DurableWorld : IStoryWorld
{
    private readonly ServiceProvider[] workers;
    private readonly Queue<Exception> turnFaults = new();
    private int turns;

    private DurableWorld()
    {
        Post = new(Time);
        Tables = new(Store);
        Hub = new(Time);
        Client = new(Hub, Time);
        workers = [Build(), Build()];
        Hub.Register(JourneyOrchestration.Name, JourneyOrchestration.RunAsync);
        Hub.Register<Waking, TurnReport>(AdvanceActivity.Name, TurnAsync);
    }

    public ManualTime Time { get; } = new();

    public InMemoryTables Store { get; } = new();

    public FaultyTables Tables { get; }

    public Postbox Post { get; }

    public OrchestrationWorld Hub { get; }

    public TaskHubClient Client { get; }

    /// <summary>Cancelled when the host shuts down while a turn is made; a fresh one from then on.</summary>
    public CancellationTokenSource Stopping { get; private set; } = new();

    /// <summary>Called with each turn that is made, before it is.</summary>
    public Action<Waking>? OnTurn { get; set; }

    public DateTimeOffset Clock => Time.GetUtcNow();

    public Instant Now => Instant.FromDateTimeOffset(Clock);

    /// <summary>A world with its tables, and the sample journey unless the story publishes others.</summary>
    public static DurableWorld Start(string? steps = Samples.Steps)
    {
        var world = new DurableWorld();
        world.Do(() => world.Store.EnsureTablesAsync(default));
        if (steps is not null)
        {
            world.Publish(Samples.Request(steps), Samples.Journey);
        }

        return world;
    }

    public T Get<T>()
        where T : notnull => workers[0].GetRequiredService<T>();

    /// <summary>The same on the other worker.</summary>
    public T GetOther<T>()
        where T : notnull => workers[1].GetRequiredService<T>();

    public void Do(Func<Task> call) => Hub.Do(call);

    public T Do<T>(Func<Task<T>> call) => Hub.Do(call);

    /// <summary>In a tale, everything that follows is done before anything else happens.</summary>
    T IStoryWorld.Do<T>(Func<Task<T>> call)
    {
        var answer = Hub.Do(call);
        Hub.Settle();
        return answer;
    }

    public void Pass(TimeSpan span) => Hub.Pass(span);

    public void Publish(PublishRequest request, string journey) =>
        Assert.IsType<Publication.Published>(
            Do(() => Get<Publisher>().PublishAsync(journey, request, "test", default))
        );

    /// <summary>Lets the next turns fail before they begin.</summary>
    public void FailTurns(int times, Func<Exception> fault)
    {
        for (var i = 0; i < times; i++)
        {
            turnFaults.Enqueue(fault());
        }
    }

    /// <summary>The host shuts down, and another one starts.</summary>
    public void Stop()
    {
        Stopping.Cancel();
        Stopping = new();
    }

    /// <summary>Sends an event as a sender would, and leaves the task hub alone.</summary>
    public EventsAnswer Send(
        string type,
        string contact = "ada@example.com",
        string id = "1",
        string data = "{}",
        bool toOther = false
    ) => Do(() => SendAsync(type, contact, id, data, toOther));

    /// <summary>The same, from within something else.</summary>
    public async Task<EventsAnswer> SendAsync(
        string type,
        string contact = "ada@example.com",
        string id = "1",
        string data = "{}",
        bool toOther = false
    )
    {
        var json = $$"""
            { "specversion": "1.0", "id": "{{id}}", "source": "test", "type": "{{type}}", "subject": "{{contact}}",
              "time": "{{Time.GetUtcNow():O}}", "data": {{data}} }
            """;
        var reading = CloudEventReader.ReadMessage(Encoding.UTF8.GetBytes(json), Now);
        var intake = toOther ? GetOther<EventIntake>() : Get<EventIntake>();
        return await intake.AcceptAsync(Assert.IsType<EventReading.Read>(reading), default);
    }

    /// <summary>Tells the sample contact's instance something.</summary>
    public IReadOnlyList<AdvanceAnswer> Tell(JourneyInput input) =>
        Do(() => Get<IInstances>().TellAsync(new(InstanceOf(), "ada@example.com", input), default));

    public static string InstanceOf(string contact = "ada@example.com", string journey = Samples.Journey) =>
        InstanceId.For(journey, contact).ToString();

    /// <summary>The orchestration of an instance.</summary>
    public DurableRun Run(string contact = "ada@example.com", string journey = Samples.Journey) =>
        Hub.Runs[InstanceOf(contact, journey)];

    /// <summary>Where an instance stands, in one line: status, step and sequence of its row.</summary>
    public string Standing(string contact = "ada@example.com", string journey = Samples.Journey)
    {
        var standing = Do(() => Get<Advance>().LoadAsync(InstanceOf(contact, journey), default));
        var view = StateView.Of(standing.State);
        return $"{view.Status} {view.Step ?? view.Outcome} {standing.Sequence}";
    }

    /// <summary>The mails that were sent, each with its recipient and step.</summary>
    public IEnumerable<string> Mails => Post.Mails.Select(mail => $"{mail.To} {mail.Step}");

    /// <summary>The mails to colleagues, likewise.</summary>
    public IEnumerable<string> Notices => Post.Internal.Select(mail => $"{mail.To} {mail.Step}");

    private async Task<TurnReport> TurnAsync(Waking waking)
    {
        var stopping = Stopping.Token;
        OnTurn?.Invoke(waking);
        if (turnFaults.TryDequeue(out var fault))
        {
            throw fault;
        }

        var worker = workers[turns++ % workers.Length];
        var activity = new AdvanceActivity(
            worker.GetRequiredService<Turn>(),
            worker.GetRequiredService<DurableClients>()
        );
        return await activity.RunAsync(waking, Client, stopping);
    }

    private ServiceProvider Build()
    {
        var worker = new ServiceCollection()
            .AddSingleton<ITables>(Tables)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IMailSender>(Post)
            .AddSingleton<IMailArchive>(Post)
            .AddSingleton(new WebhookClient(new WebhookDouble()))
            .AddDurableInstances()
            .AddJourneysRuntime(
                new()
                {
                    Shards = 4,
                    LoopbackWebhooks = true,
                    LinkKeys = LinkKeys.Of(new byte[LinkKeys.Least]),
                }
            )
            .BuildServiceProvider();
        worker.GetRequiredService<DurableClients>().Use(Client);
        return worker;
    }
}
