using System.Diagnostics;
using Journeys.Runtime.Tables;
using Journeys.Tests;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>What happens to a call of a port.</summary>
internal enum Mishap
{
    None,
    Delay,
    Unreachable,
    LostAnswer,
    Twice,
    DeathBefore,
    DeathAfter,
}

/// <summary>The faults of a world, which all its processes share.</summary>
/// <param name="planned">What happens to one call, by its number, instead of what is drawn; null: all is drawn.</param>
internal sealed class Faults(Chance chance, Weather weather, ManualTime wall, Tally tally, Func<int, Mishap>? planned)
{
    /// <summary>How many calls of ports were made so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether things go wrong at all; off while the world begins, and while it comes to rest.</summary>
    public bool On { get; set; }

    /// <summary>Until when nothing answers.</summary>
    public DateTimeOffset OutageUntil { get; set; }

    public Chance Chance => chance;

    public Weather Weather => weather;

    public ManualTime Wall => wall;

    public Tally Tally => tally;

    /// <summary>Draws what happens to the next call.</summary>
    public Mishap Next()
    {
        if (!On)
        {
            return Mishap.None;
        }

        Calls++;
        var mishap =
            planned is not null ? planned(Calls)
            : wall.GetUtcNow() < OutageUntil ? Mishap.Unreachable
            : Draw();
        if (mishap != Mishap.None)
        {
            tally.Count(mishap.ToString());
        }

        return mishap;
    }

    /// <summary>How long a call takes that takes long.</summary>
    public TimeSpan Span() => TimeSpan.FromMilliseconds(1 + chance.Below(5_000));

    private Mishap Draw()
    {
        var drawn = chance.Below(1_000) - weather.Delay;
        return drawn < 0 ? Mishap.Delay
            : (drawn -= weather.Unreachable) < 0 ? Mishap.Unreachable
            : (drawn -= weather.LostAnswer) < 0 ? Mishap.LostAnswer
            : (drawn -= weather.Twice) < 0 ? Mishap.Twice
            : (drawn -= weather.Death) >= 0 ? Mishap.None
            : chance.OneIn(2) ? Mishap.DeathBefore
            : Mishap.DeathAfter;
    }
}

/// <summary>
/// What goes wrong at the calls that one process makes: nothing, a delay, a failure before or after the work was done, or the end of
/// the process before or after it. A dead process makes no more calls: whoever would, waits for ever.
/// </summary>
internal sealed class Trouble(Faults faults, string process)
{
    private bool dead;

    public Faults Faults => faults;

    public string Process => process;

    public bool IsDead => dead;

    /// <summary>Ends when the process dies.</summary>
    public TaskCompletionSource Death { get; } = new();

    /// <summary>Makes a call that may go wrong.</summary>
    /// <param name="what">The call, for the story.</param>
    /// <param name="call">Makes it.</param>
    /// <param name="failing">The fault that the port names when it cannot be reached; null: storage's.</param>
    /// <param name="isRepeatable">Whether the port's client may send it a second time by itself.</param>
    public async Task<T> CallAsync<T>(
        Func<string> what,
        Func<Task<T>> call,
        Func<string, Exception>? failing = null,
        bool isRepeatable = true
    )
    {
        await StayDeadAsync();
        var mishap = faults.Next();
        if (mishap != Mishap.None)
        {
            faults.Tally.Tell(faults.Wall.GetUtcNow(), () => $"{process} {mishap} at {what()}");
        }

        switch (mishap)
        {
            case Mishap.None:
            case Mishap.Twice when !isRepeatable:
                // Others may go first: a call is never done at once.
                await Task.Yield();
                break;
            case Mishap.Delay:
                await Task.Delay(faults.Span(), faults.Wall);
                break;
            case Mishap.Unreachable:
                await Task.Yield();
                throw Fail("it could not be reached (drawn)");
            case Mishap.LostAnswer:
                await call();
                await Task.Yield();
                throw Fail("its answer was lost (drawn)");
            case Mishap.Twice:
                await call();
                await Task.Yield();
                break;
            case Mishap.DeathBefore:
                Die();
                break;
            case Mishap.DeathAfter:
                await call();
                Die();
                break;
            default:
                throw new UnreachableException($"{mishap} is no mishap");
        }

        await StayDeadAsync();
        var answer = await call();
        await Task.Yield();
        await StayDeadAsync();
        return answer;

        Exception Fail(string why) => failing?.Invoke(why) ?? new StorageUnavailableException(why);
    }

    /// <summary>Ends the process.</summary>
    public void Die()
    {
        if (!dead)
        {
            dead = true;
            faults.Tally.Count("Deaths");
            faults.Tally.Tell(faults.Wall.GetUtcNow(), () => $"{process} dies");
            Death.TrySetResult();
        }
    }

    /// <summary>What a dead process does next: nothing, for ever.</summary>
    public Task StayDeadAsync() => dead ? new TaskCompletionSource().Task : Task.CompletedTask;
}
