using Microsoft.Extensions.Logging;

namespace Journeys.Local.Hosting;

/// <summary>One part of the host that works until it is stopped.</summary>
internal sealed class BackgroundWork : IDisposable
{
    /// <summary>How long it may take to end what it has begun.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string name;
    private readonly ILogger log;

    /// <summary>Work that waits to be started.</summary>
    /// <param name="name">What the log calls it.</param>
    /// <param name="work">Works until it is cancelled, and returns when it has ended what it had begun.</param>
    public BackgroundWork(string name, Func<CancellationToken, Task> work, ILogger log)
    {
        (this.name, this.log) = (name, log);
        Ended = RunAsync(work);
    }

    /// <summary>Ends when the work does: by a fault of ours, unless it was stopped.</summary>
    public Task Ended { get; }

    public void Start() => started.TrySetResult();

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await Ended.WaitAsync(Limit, TimeProvider.System);
        }
        catch (OperationCanceledException)
        {
            // It was stopped before it began.
        }
        catch (Exception fault)
        {
            // What is left must be stopped all the same, Azurite above all.
            HostLog.NotStopped(log, name, fault.Message);
        }
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        await started.Task.WaitAsync(stopping.Token);
        await work(stopping.Token);
    }
}
