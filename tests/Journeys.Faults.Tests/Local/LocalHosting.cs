using Journeys.Faults.Tests.Worlds;
using NodaTime;

namespace Journeys.Faults.Tests.Local;

/// <summary>The local host: one process at a time, which alone writes. When it dies, another one takes over some time later.</summary>
internal sealed class LocalHosting(World world) : IHost
{
    private LocalProcess? process;
    private bool stopped;

    public Doors? Up => process;

    // It has no store of its own: the rows tell all.
    public string? Unfinished => null;

    public void Begin() => _ = world.Guard(SuperviseAsync);

    public void Dispose()
    {
        stopped = true;
        process?.Dispose();
    }

    private async Task SuperviseAsync()
    {
        // The promise that the clock never goes back over a restart, whatever the wall's does.
        var promised = Instant.MinValue;
        for (var life = 1; !stopped; life++)
        {
            var wall = Instant.FromDateTimeOffset(world.Wall.GetUtcNow() + world.Jump(TimeSpan.FromHours(3)));
            var trouble = new Trouble(world.Faults, $"host {life}");
            var living = new LocalProcess(world, trouble, Instant.Max(promised, wall));
            process = living;
            var running = living.RunAsync();
            await Task.WhenAny(running, trouble.Death.Task);
            if (running.IsFaulted && !trouble.IsDead)
            {
                // It could not even start.
                world.CheckExpected("the host", running.Exception.InnerException!);
            }

            trouble.Die();
            promised = living.Clock.Now;
            process = null;
            living.Dispose();
            await world.PassAsync(TimeSpan.FromMinutes(10));
        }
    }
}
