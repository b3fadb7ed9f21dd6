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

    // By the clock on the wall: it is the store that is looked at, however fast the host's own clock runs.
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
                await UntilAnsweredAsync(() => eraser.EraseGivenAsync(hash, cancellation), cancellation);
            }
        }
    }

    private Task UntilAnsweredAsync(Func<Task> work, CancellationToken cancellation) =>
        Retries.Long.UntilAnsweredAsync(
            work,
            (fault, _) => RuntimeLog.ErasingWaits(log, fault.Message),
            settings.Wall,
            cancellation
        );
}
