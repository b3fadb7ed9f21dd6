using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Runtime.Instances;
using Journeys.Tests;

namespace Journeys.Functions.Tests.Instances;

/// <summary>One orchestration in a task hub whose turns answer what the test says.</summary>
internal sealed class ScriptedWorld
{
    public const string Instance = "nurture~abcdefghijklmnop";

    private readonly DateTimeOffset start;

    public ScriptedWorld()
    {
        start = Time.GetUtcNow();
        Hub = new(Time);
        Client = new(Hub, Time);
        Hub.Register(JourneyOrchestration.Name, JourneyOrchestration.RunAsync);
        Hub.Register<Waking, TurnReport>(AdvanceActivity.Name, TurnAsync);
    }

    public ManualTime Time { get; } = new();

    public OrchestrationWorld Hub { get; }

    public TaskHubClient Client { get; }

    /// <summary>What a turn answers, by its number from 1.</summary>
    public Func<int, TurnReport> Answer { get; set; } = _ => Waiting(1, null);

    /// <summary>The turns that were made: when, counted from the start, and up to which move they were woken.</summary>
    public List<string> Turns { get; } = [];

    public DurableRun Run => Hub.Runs[Instance];

    public DateTimeOffset Now => Time.GetUtcNow();

    public static TurnReport Waiting(int sequence, DateTimeOffset? due) =>
        new(sequence, "waiting", "engaged", due, Finished: false, Settled: sequence);

    public static TurnReport Finished(int sequence) =>
        new(sequence, "finished", null, null, Finished: true, Settled: sequence);

    /// <summary>Starts the orchestration and lets it work.</summary>
    public void Begin(int sequence = 1)
    {
        Hub.Start(JourneyOrchestration.Name, Instance, Payload.Write(new Waking(Instance, sequence)));
        Hub.Settle();
    }

    /// <summary>Wakes it, and leaves it to the story when it works.</summary>
    public void Wake(int sequence) => Hub.Do(() => WakeAsync(sequence));

    public Task WakeAsync(int sequence) => RaiseAsync(new Waking(Instance, sequence));

    public Task RaiseAsync(object? payload) => Client.RaiseEventAsync(Instance, Waking.Event, payload);

    private Task<TurnReport> TurnAsync(Waking waking)
    {
        Turns.Add($"{Now - start:c} {waking.Sequence}");
        return Task.FromResult(Answer(Turns.Count));
    }
}
