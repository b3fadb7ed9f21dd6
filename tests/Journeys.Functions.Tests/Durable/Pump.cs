namespace Journeys.Functions.Tests.Durable;

/// <summary>Runs everything that is asynchronous on the test's own thread, in the order in which it was posted.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Call, object? State)> posted = new();

    public override void Post(SendOrPostCallback d, object? state) => posted.Enqueue((d, state));

    /// <summary>Starts something here, or goes on with it.</summary>
    public T Run<T>(Func<T> code)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            return code();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what is posted until nothing is.</summary>
    public void Drain() =>
        Run(() =>
        {
            while (posted.TryDequeue(out var next))
            {
                next.Call(next.State);
            }

            return true;
        });
}
