using Journeys.Runtime.Tables;
using Journeys.Tests;

namespace Journeys.Local.Tests.Faults;

/// <summary>
/// What may go wrong at a call of a port: nothing, a delay, a failure before or after the work was done, or the end of the
/// process before or after it. A dead process makes no more calls: whoever would, waits for ever.
/// </summary>
internal sealed class Trouble(Chance chance, ManualTime wall)
{
    private bool dead;

    /// <summary>Whether things go wrong at all; off while the world comes to rest.</summary>
    public bool On { get; set; } = true;

    /// <summary>Ends when the process dies.</summary>
    public TaskCompletionSource Death { get; private set; } = new();

    /// <summary>Begins the life of the next process.</summary>
    public Trouble Reborn() => new(chance, wall) { On = On };

    /// <summary>Makes a call that may go wrong.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await StayDeadAsync();
        var what = On ? chance.Below(100) : 99;
        if (what < 20)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1 + chance.Below(5_000)), wall);
            await StayDeadAsync();
        }

        switch (what)
        {
            case 20 or 21:
                throw new StorageUnavailableException("it could not be reached (drawn)");
            case 22 or 23:
                await call();
                throw new StorageUnavailableException("its answer was lost (drawn)");
            case 24 when chance.OneIn(3):
                Die();
                break;
            case 25 when chance.OneIn(3):
                await call();
                Die();
                break;
        }

        await StayDeadAsync();
        return await call();
    }

    /// <summary>Ends the process.</summary>
    public void Die()
    {
        dead = true;
        Death.TrySetResult();
    }

    private Task StayDeadAsync() => dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
