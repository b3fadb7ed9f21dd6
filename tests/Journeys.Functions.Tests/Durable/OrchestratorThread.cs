namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// Where an orchestrator's code runs: on one thread, from one durable answer to the next. Code that awaits anything else
/// comes back elsewhere, which Durable refuses.
/// </summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    private readonly int thread = Environment.CurrentManagedThreadId;

    public bool IsCurrent => Current == this && Environment.CurrentManagedThreadId == thread;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsCurrent)
        {
            throw new InvalidOperationException("The orchestrator awaited something that is not Durable's.");
        }

        d(state);
    }

    /// <summary>Runs code as the orchestrator's.</summary>
    public void Run(Action code)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            code();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
