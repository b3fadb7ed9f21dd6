using Microsoft.Extensions.Logging;

namespace Journeys.Local.Azurite;

/// <summary>
/// The Azurite under a local host: one that already answers is used and left alone; one that an earlier run of ours left
/// behind is taken over; otherwise one is started. One of ours is started again when it dies, and stopped at the end.
/// </summary>
/// <remarks>
/// Azurite writes to disk every 5 seconds and when it is stopped. If it is killed, what it was told since is lost; a host
/// that is killed loses nothing, because Azurite runs on.
/// </remarks>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly AzuriteStarter starter;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stopping = new();
    private IChildProcess? child;
    private Task supervision = Task.CompletedTask;

    private AzuriteProcess(AzuriteStarter starter, TimeProvider time, ILogger logger)
    {
        this.starter = starter;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Whether this Azurite is ours: started or taken over, watched, and stopped at the end.</summary>
    public bool IsOurs => child is not null;

    /// <summary>What is wrong with it now and what is being done about it; null when nothing is.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Returns when tables and queues answer.</summary>
    /// <exception cref="AzuriteException">It cannot be had. The message says why, and what to do.</exception>
    public static Task<AzuriteProcess> StartAsync(AzuritePlace place, ILogger logger, CancellationToken cancellation) =>
        StartAsync(
            new AzuriteStarter(place, new ChildProcesses(), new AzuriteProbe(), TimeProvider.System, logger),
            TimeProvider.System,
            logger,
            cancellation
        );

    internal static async Task<AzuriteProcess> StartAsync(
        AzuriteStarter starter,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellation
    )
    {
        var azurite = new AzuriteProcess(starter, time, logger);
        azurite.child = await starter.StartAsync(cancellation);
        if (azurite.IsOurs)
        {
            azurite.supervision = azurite.SuperviseAsync();
        }

        return azurite;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await supervision;
        if (child is { } last)
        {
            await StopAsync(last);
        }

        stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var code = await child!.Exited.WaitAsync(stopping.Token);
                AzuriteLog.Died(logger, code, pause, starter.LastWords());
                Trouble = "Azurite ended, and is being started again.";
                await Task.Delay(pause, time, stopping.Token);
                child.Dispose();
                child = await starter.StartAgainAsync(stopping.Token);
                Trouble = null;
                pause = FirstPause;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (AzuriteException fault)
            {
                // The next turn finds the child ended, and tries again after a longer pause.
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                AzuriteLog.NotRestarted(logger, pause, fault.Message);
                Trouble = $"Azurite could not be started again: {fault.Message}";
            }
        }
    }

    private async Task StopAsync(IChildProcess last)
    {
        if (!last.Exited.IsCompleted)
        {
            last.AskToStop();
            await EndAsync(last);
        }

        starter.Forget();
        last.Dispose();
    }

    private async Task EndAsync(IChildProcess last)
    {
        try
        {
            await last.Exited.WaitAsync(StopLimit, time);
        }
        catch (TimeoutException)
        {
            AzuriteLog.Killed(logger, StopLimit);
            last.Kill();
            await last.Exited;
        }
    }
}
