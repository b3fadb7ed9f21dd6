using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues.Models;
using Journeys.Functions.Events;
using Journeys.Runtime;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Functions.Tests.Events;

/// <summary>The event triggers over tables in memory, on a clock that the test moves.</summary>
internal sealed class EventWorld : IDisposable
{
    public const string Contact = "mia@example.com";

    private readonly ServiceProvider services;

    private EventWorld()
    {
        Tables = new(Store);
        services = new ServiceCollection()
            .AddSingleton<ITables>(Tables)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<IInstances>(new NoInstances())
            .AddSingleton<IMailSender>(new CapturedMail(Store, Time))
            .AddJourneysRuntime(new RuntimeSettings())
            .AddEventMessages()
            .BuildServiceProvider();
        Session = new(Time);
    }

    public ManualTime Time { get; } = new();

    public InMemoryTables Store { get; } = new();

    public FaultyStore Tables { get; }

    /// <summary>How messages were settled.</summary>
    public FakeActions Actions { get; } = new();

    public FakeSession Session { get; }

    public static async Task<EventWorld> CreateAsync()
    {
        var world = new EventWorld();
        await world.Store.EnsureTablesAsync(default);
        return world;
    }

    public static string Event(string id, string contact = Contact, string data = """{"n":1}""") =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/test","type":"page.viewed","subject":"{{contact}}","data":{{data}}}""";

    /// <summary>A message of the topic; its id is what settlements are told by.</summary>
    public static ServiceBusReceivedMessage Message(string id, string? body = null, int deliveries = 1) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: BinaryData.FromString(body ?? Event(id)),
            messageId: id,
            sessionId: Contact,
            contentType: CloudEventReader.Structured,
            deliveryCount: deliveries
        );

    /// <summary>Hands a batch to the trigger for the topic. Whatever it waits for, the clock goes there.</summary>
    public async Task TopicAsync(CancellationToken cancellation, params ServiceBusReceivedMessage[] batch)
    {
        var trigger = new EventsFromTopic(Get<TopicMessages>(), Time, NullLogger<EventsFromTopic>.Instance);
        var running = trigger.RunAsync(batch, Actions, Session, cancellation);
        while (!running.IsCompleted && Time.AdvanceToNext())
        {
            // Nothing else moves here, so it goes on inside the call above.
        }

        await running;
    }

    /// <summary>Hands a message to the trigger for the queue.</summary>
    public Task<string[]?> QueueAsync(string text, long tries = 1) =>
        new EventsFromQueue(Get<QueueMessages>(), NullLogger<EventsFromQueue>.Instance).RunAsync(
            QueuesModelFactory.QueueMessage("m", "receipt", BinaryData.FromString(text), tries),
            default
        );

    /// <summary>The ids of the events that a contact has, in the order in which they were recorded.</summary>
    public async Task<int> TouchpointsAsync(string contact = Contact) =>
        (await Store.QueryAllAsync("Contacts", RowQuery.Prefixed(TableKey.Escape(contact), "t~"), default)).Count;

    /// <summary>The reasons of the rejected events that are kept, with what came.</summary>
    public async Task<IReadOnlyList<(string? Source, string Reason, string? Raw)>> RejectedAsync() =>
        [
            .. (await Store.QueryAllAsync("Events", new RowQuery(), default)).Select(row =>
                (PackedText.Read(row, "source"), row.Text("reason")!, PackedText.Read(row, "raw"))
            ),
        ];

    public static (string Reason, int Tries, string Body) Poison(string text)
    {
        using var message = JsonDocument.Parse(text);
        var root = message.RootElement;
        return (
            root.GetProperty("reason").GetString()!,
            root.GetProperty("tries").GetInt32(),
            root.GetProperty("body").GetString()!
        );
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public void Dispose() => services.Dispose();

    private sealed class NoInstances : IInstances
    {
        public Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation) =>
            throw new InvalidOperationException("No journey is published here.");
    }
}
