using Journeys.Bench.Survive.Processes;
using Journeys.Bench.Survive.Provider;
using Journeys.Orchestrations.Values;

namespace Journeys.Bench.Survive;

/// <summary>Makes things go wrong, at moments that a seed draws.</summary>
internal sealed class Troubles(int seed, HostKeeper keeper, OwnAzurite azurite, FakeSendGrid provider, SmallDisk? disk)
{
    // A host that waits for storage gives up on one answer after 30 s, and so does one that waits for the provider.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    private int drawn;

    /// <summary>How often the host was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Makes as much trouble as is wanted, and returns when it is over.</summary>
    public async Task MakeAsync(Trouble trouble, int times, CancellationToken stop)
    {
        for (var i = 0; i < times; i++)
        {
            await (
                trouble switch
                {
                    Trouble.KillHost => KillAsync(stop),
                    Trouble.RestartAzurite => RestartAzuriteAsync(stop),
                    Trouble.FreezeAzurite => FreezeAsync(azurite.Freeze, azurite.Thaw, i, stop),
                    Trouble.FillDisk => FillAsync(stop),
                    Trouble.FreezeProvider => FreezeAsync(provider.Freeze, provider.Thaw, i, stop),
                    _ => Task.CompletedTask,
                }
            );
        }
    }

    // Mostly while it works, sometimes while it starts: one in six does not live to serve.
    private async Task KillAsync(CancellationToken stop)
    {
        var served = Draw() * 6 >= 1;
        if (served)
        {
            await keeper.ServingAsync(stop);
        }

        await WaitAsync(served ? 0.05 : 0.2, served ? 6 : 1.5, stop);
        await keeper.KillAsync();
        Kills++;
    }

    private async Task RestartAzuriteAsync(CancellationToken stop)
    {
        await keeper.ServingAsync(stop);
        await WaitAsync(3, 10, stop);
        await azurite.StopAsync();
        await WaitAsync(1, 8, stop);
        await azurite.StartAgainAsync();
    }

    private async Task FreezeAsync(Action freeze, Action thaw, int number, CancellationToken stop)
    {
        await keeper.ServingAsync(stop);
        await WaitAsync(2, 6, stop);
        freeze();
        try
        {
            await Task.Delay(number % 2 == 0 ? Short : Long, TimeProvider.System, stop);
        }
        finally
        {
            thaw();
        }
    }

    private async Task FillAsync(CancellationToken stop)
    {
        await keeper.ServingAsync(stop);
        await WaitAsync(3, 8, stop);
        disk!.Fill();
        try
        {
            // Azurite writes every 5 s, so it meets the end of the disk several times.
            await WaitAsync(12, 18, stop);
        }
        finally
        {
            disk.MakeRoom();
        }

        // The next writing has room again.
        await WaitAsync(6, 8, stop);
        if (!azurite.IsRunning)
        {
            await azurite.StartAgainAsync();
        }
    }

    private Task WaitAsync(double least, double most, CancellationToken stop) =>
        Task.Delay(TimeSpan.FromSeconds(least + (Draw() * (most - least))), TimeProvider.System, stop);

    private double Draw() => StableHash.Number($"{seed}\n{++drawn}") / (uint.MaxValue + 1.0);
}
