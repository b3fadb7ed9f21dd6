using Grpc.Core;
using Journeys.Faults.Tests.Azure;
using Journeys.Faults.Tests.Local;
using Journeys.Faults.Tests.Watching;
using Journeys.Runtime.Tables;
using Journeys.Tests;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Which host a world has.</summary>
internal enum HostKind
{
    Local,
    Azure,
}

/// <summary>
/// A few contacts, a sales team, operators and publishers around a host whose processes die and come back. Senders repeat what was
/// not answered, as every sender must. After three days nothing goes wrong any more, and the world comes to rest.
/// </summary>
internal sealed class World : IDisposable
{
    private static readonly TimeSpan Troubled = TimeSpan.FromDays(3);
    private static readonly TimeSpan AtMost = TimeSpan.FromDays(4);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(40);

    private readonly Chance chance;
    private readonly bool isPlanned;
    private readonly DateTimeOffset end;
    private readonly People people;
    private readonly IHost host;

    /// <summary>A world that is about to begin.</summary>
    /// <param name="seed">Fixes everything that happens.</param>
    /// <param name="kind">The host.</param>
    /// <param name="story">Whether what happens is told, line by line.</param>
    /// <param name="planned">What happens to each call by its number, in a world that is calm otherwise; null: all is drawn.</param>
    public World(int seed, HostKind kind, bool story = false, Func<int, Mishap>? planned = null)
    {
        (Seed, Kind) = (seed, kind);
        chance = new(seed);
        Wall = new(Beginning(chance));
        (isPlanned, end) = (planned is not null, Wall.GetUtcNow() + Horizon);
        Tally = new() { Story = story ? [] : null };
        Weather = planned is null ? Weather.Draw(chance) : Weather.Planned(providerKnows: seed % 2 == 0);
        Faults = new(chance, Weather, Wall, Tally, planned);
        var rate = new DailyRate(this);
        Tables = new(new InMemoryTables(), Tally, Wall)
        {
            OnSending = sending =>
            {
                people!.Sending.Judge(sending);
                rate.Judge(sending);
            },
            MayGo = instance => people!.Forgetting.MayGo(instance),
        };
        people = new(this, planned is null ? 1 + chance.Below(4) : 1);
        Provider = new(Faults, people.TellOfMailAsync) { OnTaken = people.Judge, Version = Tables.Version };
        host = kind == HostKind.Local ? new LocalHosting(this) : new AzureHosting(this);
    }

    public int Seed { get; }

    public HostKind Kind { get; }

    public Weather Weather { get; }

    public ManualTime Wall { get; }

    public Tally Tally { get; }

    public Faults Faults { get; }

    public WatchedTables Tables { get; }

    public MailProvider Provider { get; }

    public People People => people;

    public Doors? Up => host.Up;

    /// <summary>Lives until every run is over or held, and judges the world at its end.</summary>
    public void Live()
    {
        Templates.Begin(Tables.Store, Weather);
        Tables.Begin();
        new SeededScheduler(chance, Wall, Tally).Run(LiveAsync, steps: 400_000);
        EndCheck.Check(this);
    }

    /// <summary>Lives through a story that somebody tells, and judges nothing but what is broken on the way.</summary>
    public void Live(Func<Task> story)
    {
        Templates.Begin(Tables.Store, Weather);
        Tables.Begin();
        new SeededScheduler(chance, Wall, Tally).Run(
            () =>
            {
                host.Begin();
                Faults.On = true;
                return story();
            },
            steps: 400_000
        );
    }

    public void Dispose() => host.Dispose();

    /// <summary>Lets some time pass, at most a span.</summary>
    public Task PassAsync(TimeSpan most) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + chance.Below((int)most.TotalMilliseconds)), Wall);

    /// <summary>By how much a clock is ahead, or behind, where clocks differ.</summary>
    public TimeSpan Jump(TimeSpan most) =>
        Weather.ClocksJump && Faults.On ? most * ((chance.Below(2_001) - 1_000) / 1_000.0) : TimeSpan.Zero;

    /// <summary>Runs something beside the story; a fault of it is a fault of the product.</summary>
    public async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is not BrokenPromiseException)
        {
            Tally.Break("something beside the story failed", fault);
        }
    }

    /// <summary>Whether a fault is what the world made, and not the product.</summary>
    public void CheckExpected(string what, Exception fault)
    {
        if (
            fault
            is not (StorageUnavailableException or OperationCanceledException or HttpRequestException or RpcException)
        )
        {
            Tally.Break(what, fault);
        }
    }

    /// <summary>Asks until somebody answers, whichever process that is, and less and less often.</summary>
    public async Task<T> AskAsync<T>(Func<Doors, Task<T>> ask)
    {
        for (var pause = TimeSpan.FromMinutes(1); ; pause = pause < LongestPause ? pause * 1.5 : pause)
        {
            if (host.Up is { } doors)
            {
                var asked = ask(doors);
                await Task.WhenAny(asked, doors.Trouble.Death.Task);
                if (asked.IsCompletedSuccessfully)
                {
                    return await asked;
                }

                if (asked.IsFaulted)
                {
                    CheckExpected("what was asked", asked.Exception.InnerException!);
                }
            }

            await PassAsync(pause);
        }
    }

    // Ordinary days, and the two nights of the year in which an hour is missing or comes twice.
    private static DateTimeOffset Beginning(Chance chance) =>
        chance.Below(4) switch
        {
            0 => new(2026, 3, 27, 9, 0, 0, TimeSpan.Zero),
            1 => new(2026, 10, 23, 9, 0, 0, TimeSpan.Zero),
            _ => new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };

    private async Task LiveAsync()
    {
        host.Begin();
        Faults.On = true;
        _ = Guard(StormAsync);
        _ = Guard(RestartAsync);
        var lives = Task.WhenAll(people.LiveAsync());
        if (!isPlanned)
        {
            // Whoever is still waiting for an answer by then gets it.
            await Task.WhenAny(lives, Task.Delay(RestOf(AtMost), Wall));
            await Task.Delay(RestOf(Troubled), Wall);
            Faults.On = false;
        }

        await lives;
        while (people.Unsettled() is { } left)
        {
            if (Wall.GetUtcNow() > end)
            {
                throw new BrokenPromiseException($"it does not come to rest: {left}");
            }

            await people.ResumeAsync();
            await PassAsync(TimeSpan.FromHours(4));
        }

        host.Dispose();
    }

    private TimeSpan RestOf(TimeSpan span)
    {
        var left = end - Horizon + span - Wall.GetUtcNow();
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }

    private async Task RestartAsync()
    {
        while (Weather.Restarts && Faults.On)
        {
            await PassAsync(TimeSpan.FromHours(8));
            if (host.Up is { } doors && Faults.On)
            {
                Tally.Count("Restarts");
                Tally.Tell(Wall.GetUtcNow(), () => $"{doors.Trouble.Process} is stopped or killed");
                if (chance.OneIn(2))
                {
                    doors.Stop();
                }
                else
                {
                    doors.Trouble.Die();
                }
            }
        }
    }

    private async Task StormAsync()
    {
        while (Weather.Outages && Faults.On)
        {
            await PassAsync(TimeSpan.FromHours(12));
            Faults.OutageUntil = Wall.GetUtcNow() + TimeSpan.FromSeconds(1 + chance.Below(400));
        }
    }
}
