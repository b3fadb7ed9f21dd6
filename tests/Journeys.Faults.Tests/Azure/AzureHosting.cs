using Journeys.Faults.Tests.Worlds;
using Journeys.Functions.Tests.Durable;

namespace Journeys.Faults.Tests.Azure;

/// <summary>The Azure host: two workers at a time, each of which dies and is replaced, a task hub, and timers that come now and then.</summary>
internal sealed class AzureHosting : IHost
{
    private const int Workers = 2;

    private readonly World world;
    private readonly AzureWorker?[] workers = new AzureWorker?[Workers];
    private readonly TaskHub hub;
    private readonly TaskHubClient client;
    private bool stopped;

    public AzureHosting(World world)
    {
        this.world = world;
        hub = new(world, () => (AzureWorker?)Up);
        client = new(hub, world.Wall) { Outspoken = world.Faults.Chance.OneIn(2) };
    }

    public Doors? Up
    {
        get
        {
            var first = world.Faults.Chance.Below(Workers);
            return workers[first] ?? workers[(first + 1) % Workers];
        }
    }

    public string? Unfinished =>
        hub.Runs.Values.FirstOrDefault(run => run.HasNews) is { } run ? $"the orchestration of {run.Instance}" : null;

    public void Begin()
    {
        for (var number = 0; number < Workers; number++)
        {
            var worker = number;
            _ = world.Guard(() => SuperviseAsync(worker));
        }

        for (var timer = 0; timer < 4; timer++)
        {
            var which = timer;
            _ = world.Guard(() => LookAfterAsync(which));
        }
    }

    public void Dispose()
    {
        stopped = true;
        foreach (var worker in workers)
        {
            worker?.Dispose();
        }
    }

    private async Task SuperviseAsync(int number)
    {
        for (var life = 1; !stopped; life++)
        {
            var trouble = new Trouble(world.Faults, $"worker {number + 1}.{life}");
            var worker = new AzureWorker(world, client, trouble);
            workers[number] = worker;
            var following = await WithDeathAsync(worker);
            if (following.IsFaulted)
            {
                world.CheckExpected("following what is ordered", following.Exception.InnerException!);
            }

            trouble.Die();
            workers[number] = null;
            worker.Dispose();
            await world.PassAsync(TimeSpan.FromMinutes(10));
        }
    }

    private static async Task<Task> WithDeathAsync(AzureWorker worker) =>
        await Task.WhenAny(worker.FollowAsync(), worker.FollowErasuresAsync(), worker.Trouble.Death.Task);

    // The timers come seldom here, so that what they are to mend is not mended before it can be seen.
    private async Task LookAfterAsync(int which)
    {
        while (!stopped)
        {
            await world.PassAsync(TimeSpan.FromHours(8));
            if ((which < 3 || world.Tables.IsErasing) && Up is AzureWorker worker)
            {
                var round = worker.LookAfterAsync(which);
                await Task.WhenAny(round, worker.Trouble.Death.Task);
                if (round.IsFaulted)
                {
                    world.CheckExpected("a timer", round.Exception.InnerException!);
                }
            }
        }
    }
}
