using Journeys.Local.Storage;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Queue;

/// <summary>
/// Takes events from a storage queue until it is told to stop. While the store does not answer, messages wait in the queue;
/// nothing is lost or given up for that.
/// </summary>
/// <param name="queue">Where events come from.</param>
/// <param name="messages">Deals with what is received.</param>
/// <param name="outage">Whether the store answers.</param>
/// <param name="wall">The clock of the pauses between empty answers.</param>
public sealed class QueueIntake(
    IQueue queue,
    MessageIntake messages,
    QueueOutage outage,
    TimeProvider wall,
    ILogger<QueueIntake> log
) : IDisposable
{
    // Several batches are dealt with while the next is fetched, so that no one of them holds up the queue.
    private const int Lanes = 4;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim lanes = new(Lanes);

    /// <summary>Takes events until it is cancelled; then ends what it has begun.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await TakeAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                await lanes.WaitAsync(CancellationToken.None);
            }
        }
    }

    public void Dispose() => lanes.Dispose();

    /// <summary>Receives once, and deals with what came.</summary>
    /// <returns>How many messages came.</returns>
    internal async Task<int> TurnAsync(CancellationToken cancellation)
    {
        var received = await ReceiveAsync(cancellation);
        await messages.HandleAsync(received);
        return received.Count;
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        var pause = ShortestPause;
        while (true)
        {
            var count = await BeginAsync(cancellation);
            if (count > 0 && !outage.Lasts)
            {
                pause = ShortestPause;
                continue;
            }

            await Task.Delay(pause, wall, cancellation);
            pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
        }
    }

    // Receives, and begins to deal with what came.
    private async Task<int> BeginAsync(CancellationToken cancellation)
    {
        await lanes.WaitAsync(cancellation);
        IReadOnlyList<QueueMessage> received = [];
        try
        {
            received = await ReceiveAsync(cancellation);
        }
        finally
        {
            if (received.Count == 0)
            {
                lanes.Release();
            }
        }

        if (received.Count > 0)
        {
            _ = HandleAsync(received);
        }

        return received.Count;
    }

    private async Task HandleAsync(IReadOnlyList<QueueMessage> received)
    {
        try
        {
            await messages.HandleAsync(received);
        }
        finally
        {
            lanes.Release();
        }
    }

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            var received = await queue.ReceiveAsync(QueueLimits.ReceiveMessages, MessageIntake.Invisible, cancellation);
            outage.Ended();
            return received;
        }
        catch (StorageUnavailableException fault)
        {
            outage.Met(fault);
        }
        catch (QueueMissingException)
        {
            // Somebody deleted it, or an Azurite that was killed forgot it.
            await MakeAsync(cancellation);
        }
        catch (StorageAnswerException fault)
        {
            QueueLog.Broken(log, queue.Name, LongestPause, fault);
        }

        return [];
    }

    private async Task MakeAsync(CancellationToken cancellation)
    {
        try
        {
            await queue.EnsureAsync(cancellation);
        }
        catch (StorageUnavailableException fault)
        {
            outage.Met(fault);
        }
    }
}
