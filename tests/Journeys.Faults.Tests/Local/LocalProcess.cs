using Journeys.Faults.Tests.Worlds;
using Journeys.Local.Clock;
using Journeys.Local.Shards;
using Journeys.Runtime;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Faults.Tests.Local;

/// <summary>One life of the local host's process: everything but the store and the mail provider dies with it.</summary>
internal sealed class LocalProcess : Doors, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ServiceProvider services;
    private bool isDisposed;
    private readonly LocalInstances instances;
    private readonly World world;

    /// <summary>A process that is about to start.</summary>
    /// <param name="beginning">What its clock shows at first.</param>
    public LocalProcess(World world, Trouble trouble, Instant beginning)
        : base(trouble)
    {
        this.world = world;
        Clock = new HostClock(beginning, 1, world.Wall);
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Clock)
            .AddSingleton(Templates.Compiled)
            .AddSingleton<ITables>(new TroubledTables(world.Tables, trouble))
            .AddSingleton<IMailSender>(new TroubledMail(world.Provider, trouble))
            .AddSingleton<ILoggerFactory>(new Alarm(world))
            .AddSingleton<LocalInstances>()
            .AddSingleton<IInstances>(host => host.GetRequiredService<LocalInstances>())
            .AddSingleton<IInstanceMemory>(host => host.GetRequiredService<LocalInstances>())
            .AddJourneysRuntime(
                new RuntimeSettings
                {
                    SingleWriter = true,
                    Shards = Templates.Shards,
                    Concurrency = 2,
                    Rate = world.Weather.Rate,
                    Wall = world.Wall,
                    // A key that was drawn would make each run another one.
                    LinkKeys = LinkKeys.Of(new byte[LinkKeys.Least]),
                }
            )
            .BuildServiceProvider();
        instances = services.GetRequiredService<LocalInstances>();
    }

    public HostClock Clock { get; }

    protected override IServiceProvider Services => services;

    public async Task RunAsync()
    {
        await instances.RecoverAsync(stopping.Token);
        await await Task.WhenAny(
            instances.RunAsync(stopping.Token),
            services.GetRequiredService<VersionMover>().RunAsync(stopping.Token),
            EraseAsync()
        );
    }

    // Seldom, and not every half minute: that would be most of what a world does.
    private async Task EraseAsync()
    {
        var following = services.GetRequiredService<Erasing>().FollowAsync(stopping.Token);
        while (!following.IsCompleted)
        {
            await Task.WhenAny(following, Task.Delay(TimeSpan.FromMinutes(20), world.Wall));
            if (world.Tables.IsErasing && !following.IsCompleted)
            {
                await UntilAnsweredAsync();
            }
        }

        await following;
    }

    private async Task UntilAnsweredAsync()
    {
        try
        {
            await services.GetRequiredService<ContactEraser>().EraseAllAsync(Duration.Zero, stopping.Token);
        }
        catch (StorageUnavailableException)
        {
            // The next round goes on.
        }
    }

    // What a dead process still holds is never heard of again; a living one stops cleanly.
    public override void Stop() => stopping.Cancel();

    public void Dispose()
    {
        if (!isDisposed)
        {
            isDisposed = true;
            stopping.Cancel();
            stopping.Dispose();
        }
    }
}
