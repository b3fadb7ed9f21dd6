namespace Journeys.Functions.Tests.Durable;

/// <summary>A task hub in memory, as its client sees it.</summary>
internal interface ITaskHub
{
    /// <summary>The orchestrations by instance.</summary>
    IReadOnlyDictionary<string, DurableRun> Runs { get; }

    /// <summary>Starts an orchestration; one that has ended under this id is replaced.</summary>
    void Start(string name, string instance, string input);

    /// <summary>Sends an orchestration an event, which is dropped if it has ended when it comes.</summary>
    void Raise(DurableRun run, History.EventRaised raised);

    /// <summary>Forgets an orchestration.</summary>
    void Remove(string instance);
}
