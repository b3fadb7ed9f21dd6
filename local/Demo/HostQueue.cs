using Journeys.Local.Queue;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Demo;

/// <summary>
/// The storage queue, as outside systems use it. While the clock stands still nobody else takes from it, so what was put
/// in is taken out here, and the clock goes on when the host has dealt with it.
/// </summary>
internal sealed class HostQueue(IQueue queue, QueueIntake intake)
{
    private const int Tries = 60;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int waiting;

    /// <summary>Puts a message in.</summary>
    public async Task PutAsync(string text, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await queue.SendAsync(text, cancellation);
                Interlocked.Increment(ref waiting);
                return;
            }
            catch (StorageUnavailableException) when (attempt < Tries)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
    }

    /// <summary>Lets the host deal with everything that was put in.</summary>
    /// <exception cref="DemoException">It does not come out again.</exception>
    public async Task TakeAsync(CancellationToken cancellation)
    {
        if (waiting == 0)
        {
            return;
        }

        for (var misses = 0; waiting > 0; )
        {
            var taken = await intake.TurnAsync(cancellation);
            // What an interrupted run left in the queue may come out too.
            waiting = Math.Max(0, waiting - taken);
            if (taken > 0)
            {
                continue;
            }

            if (++misses == Tries)
            {
                throw new DemoException(
                    $"{waiting} messages that the demo put into the queue {queue.Name} did not come out of it. If "
                        + "another Journeys host takes events from this storage, stop it and start the demo again."
                );
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        // One more turn, so that nothing is left when the count was off.
        await intake.TurnAsync(cancellation);
    }
}
