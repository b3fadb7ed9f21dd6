using Journeys.Runtime.Erasure;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Upkeep;

/// <summary>Sees to it that every order to erase a contact is carried out to its end.</summary>
public sealed class Erasing(Erasures erasures, ContactEraser eraser, RuntimeSettings settings, ILogger<Erasing> log)
{
    /// <summary>How long an order may be left alone before another process takes it over from one that may have died.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(2);

    // The store is real, and so are the pauses before it is asked again, however the host's clock runs.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    /// <summary>
    /// For a host that alone writes: takes up what an earlier process left, follows what is ordered, and looks every half
    /// minute for orders that can be ended.
    /// </summary>
    /// <param name="cancellation">Ends it; the order's row knows what is left.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var following = FollowAsync(cancellation);
        while (!following.IsCompleted)
        {
            await UntilAnsweredAsync(() => eraser.EraseAllAsync(Duration.Zero, cancellation), cancellation);
            await Task.WhenAny(following, Task.Delay(Round, settings.Wall, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        await following;
    }

    /// <summary>Erases whenever an order is given in this process.</summary>
    /// <param name="cancellation">Ends it; the order's row knows what is left.</param>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        while (await erasures.Announced.WaitToReadAsync(cancellation))
        {
            while (erasures.Announced.TryRead(out var hash))
            {
                await UntilAnsweredAsync(() => eraser.EraseAsync(hash, isOver: false, cancellation), cancellation);
            }
        }
    }

    private async Task UntilAnsweredAsync(Func<Task> work, CancellationToken cancellation)
    {
        for (var pause = Pause; ; pause = pause < Longest ? 2 * pause : pause)
        {
            try
            {
                await work();
                return;
            }
            catch (StorageUnavailableException fault)
            {
                RuntimeLog.ErasingWaits(log, fault.Message);
                await Task.Delay(pause, settings.Wall, cancellation);
            }
        }
    }
}
