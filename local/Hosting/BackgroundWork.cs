using Microsoft.Extensions.Logging;

namespace Journeys.Local.Hosting;

/// <summary>One part of the host that works until it is stopped.</summary>
/// <param name="name">What the log calls it.</param>
/// <param name="work">Works until it is cancelled, and returns when it has ended what it had begun.</param>
internal sealed class BackgroundWork(string name, Func<CancellationToken, Task> work, ILogger log) : IDisposable
{
    /// <summary>How long it may take to end what it has begun.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stopping = new();

    /// <summary>Ends when the work does: by a fault of ours, unless it was stopped.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Start() => Ended = Task.Run(() => work(stopping.Token));

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
}
