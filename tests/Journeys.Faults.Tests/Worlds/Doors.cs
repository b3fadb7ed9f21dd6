using Journeys.Runtime.Catalog;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>A process as the world around it sees it.</summary>
internal abstract class Doors(Trouble trouble)
{
    public Trouble Trouble => trouble;

    public EventIntake Intake => Get<EventIntake>();

    public SendGridIntake Deliveries => Get<SendGridIntake>();

    public TaskAnswers Answers => Get<TaskAnswers>();

    public TaskList Tasks => Get<TaskList>();

    public Publisher Publisher => Get<Publisher>();

    public IInstances Instances => Get<IInstances>();

    public Pauses Pauses => Get<Pauses>();

    public ErasureRequests Erasures => Get<ErasureRequests>();

    /// <summary>Stops the process as a host stops it that is asked to.</summary>
    public abstract void Stop();

    protected abstract IServiceProvider Services { get; }

    protected T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}

/// <summary>A host: its processes, which die and are followed by others.</summary>
internal interface IHost : IDisposable
{
    /// <summary>A process that is up; null while none is.</summary>
    Doors? Up { get; }

    /// <summary>Starts it.</summary>
    void Begin();

    /// <summary>What is still to be done, in words; null when nothing is.</summary>
    string? Unfinished { get; }
}
