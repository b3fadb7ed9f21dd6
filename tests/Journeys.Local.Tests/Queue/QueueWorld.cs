using System.Text.Json;
using Journeys.Local.Queue;
using Journeys.Local.Storage;
using Journeys.Runtime;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Queue;

/// <summary>A queue's intake over tables and queues in memory, on a clock that the test moves.</summary>
internal sealed class QueueWorld : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private QueueWorld()
    {
        Queue = new FaultyQueue(new InMemoryQueue("journey-events", Time));
        Poison = new InMemoryQueue("journey-events-poison", Time);
        services = new ServiceCollection()
            .AddSingleton<ITables>(Tables)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IInstances>(new NoInstances())
            .AddSingleton<IMailSender>(new CapturedMail(Tables, Time))
            .AddJourneysRuntime(new RuntimeSettings { SingleWriter = true })
            .BuildServiceProvider();
        Outage = new(Queue.Name, Vitals, NullLogger<QueueOutage>.Instance);
        var messages = new MessageIntake(
            Queue,
            Poison,
            services.GetRequiredService<EventIntake>(),
            services.GetRequiredService<RejectedEvents>(),
            Outage,
            Time,
            NullLogger<MessageIntake>.Instance
        );
        Intake = new(Queue, messages, Outage, Time, NullLogger<QueueIntake>.Instance);
    }

    public ManualTime Time { get; } = new();

    public FaultyTables Tables { get; } = new();

    public FaultyQueue Queue { get; }

    public InMemoryQueue Poison { get; }

    public QueueOutage Outage { get; }

    public QueueIntake Intake { get; }

    public HostVitals Vitals => services.GetRequiredService<HostVitals>();

    public static async Task<QueueWorld> CreateAsync()
    {
        var world = new QueueWorld();
        await world.Tables.EnsureTablesAsync(default);
        await world.Queue.EnsureAsync(default);
        await world.Poison.EnsureAsync(default);
        return world;
    }

    public static string Event(string id, string contact = "mia@example.com") =>
        $$"""
            {"specversion":"1.0","id":"{{id}}","source":"/test","type":"page.viewed","subject":"{{contact}}","data":{"n":1} }
            """.Trim();

    /// <summary>Receives once.</summary>
    public Task<int> TurnAsync() => Intake.TurnAsync(default);

    /// <summary>Receives once more after the messages that failed are visible again.</summary>
    public Task<int> NextTurnAsync()
    {
        Time.Advance(MessageIntake.Invisible + TimeSpan.FromSeconds(1));
        return TurnAsync();
    }

    /// <summary>How many touchpoints a contact has.</summary>
    public async Task<int> TouchpointsAsync(string contact = "mia@example.com") =>
        (await Tables.QueryAllAsync("Contacts", RowQuery.Prefixed(TableKey.Escape(contact), "t~"), default)).Count;

    /// <summary>What is in the poison queue.</summary>
    public async Task<IReadOnlyList<PoisonMessage>> PoisonedAsync()
    {
        var messages = await Poison.ReceiveAsync(32, TimeSpan.FromSeconds(1), default);
        return
        [
            .. messages.Select(message =>
                JsonSerializer.Deserialize<PoisonMessage>(message.Text, JsonSerializerOptions.Web)!
            ),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        Intake.Dispose();
        await services.DisposeAsync();
    }

    private sealed class NoInstances : IInstances
    {
        public Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation) =>
            throw new InvalidOperationException("No journey is published here.");
    }
}

/// <summary>Tables in memory that fail when the test says so.</summary>
internal sealed class FaultyTables : ITables
{
    private readonly InMemoryTables inner = new();

    /// <summary>What a call on a partition meets; null: nothing.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    public Task EnsureTableAsync(string table, CancellationToken cancellation) =>
        inner.EnsureTableAsync(table, cancellation);

    public Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation) =>
        Fault(partition) is { } fault
            ? Task.FromException<TableRow?>(fault)
            : inner.ReadAsync(table, partition, row, cancellation);

    public Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation) =>
        Fault(query.Partition ?? "") is { } fault
            ? Task.FromException<RowPage>(fault)
            : inner.QueryAsync(table, query, cancellation);

    public Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    ) =>
        Fault(partition) is { } fault
            ? Task.FromException<CommitResult>(fault)
            : inner.CommitAsync(table, partition, changes, cancellation);
}

/// <summary>A queue that fails when the test says so.</summary>
internal sealed class FaultyQueue(IQueue inner) : IQueue
{
    /// <summary>What receiving meets; null: nothing.</summary>
    public Func<Exception?> Fault { get; set; } = () => null;

    public string Name => inner.Name;

    public Task EnsureAsync(CancellationToken cancellation) => inner.EnsureAsync(cancellation);

    public Task SendAsync(string text, CancellationToken cancellation) => inner.SendAsync(text, cancellation);

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
        int most,
        TimeSpan invisible,
        CancellationToken cancellation
    ) =>
        Fault() is { } fault
            ? Task.FromException<IReadOnlyList<QueueMessage>>(fault)
            : inner.ReceiveAsync(most, invisible, cancellation);

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation) =>
        inner.DeleteAsync(message, cancellation);

    public Task<int> CountAsync(CancellationToken cancellation) => inner.CountAsync(cancellation);

    public Task ClearAsync(CancellationToken cancellation) => inner.ClearAsync(cancellation);
}
