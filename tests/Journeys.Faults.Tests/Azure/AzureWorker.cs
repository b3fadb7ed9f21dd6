using Journeys.Faults.Tests.Worlds;
using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Functions.Upkeep;
using Journeys.Runtime;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Journeys.Faults.Tests.Azure;

/// <summary>One life of a worker of the Azure host. It shares nothing with the others but the store, the task hub and the provider.</summary>
internal sealed class AzureWorker : Doors, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ServiceProvider services;
    private bool isDisposed;
    private readonly TroubledHubClient client;

    public AzureWorker(World world, TaskHubClient hub, Trouble trouble)
        : base(trouble)
    {
        client = new(hub, trouble);
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new SkewedTime(world.Wall, world.Jump(TimeSpan.FromMinutes(1))))
            .AddSingleton(Templates.Compiled)
            .AddSingleton(new Signatures(trouble.Process))
            .AddSingleton<ITables>(new TroubledTables(world.Tables, trouble))
            .AddSingleton<IMailSender>(new TroubledMail(world.Provider, trouble))
            .AddSingleton<ILoggerFactory>(new Alarm(world))
            .AddDurableInstances()
            .AddJourneysRuntime(
                new RuntimeSettings
                {
                    Shards = Templates.Shards,
                    Concurrency = 2,
                    Rate = world.Weather.Rate,
                    Wall = world.Wall,
                    // A key that was drawn would make each run another one.
                    LinkKeys = LinkKeys.Of(new byte[LinkKeys.Least]),
                }
            )
            .BuildServiceProvider();
        Clients.Use(client);
    }

    protected override IServiceProvider Services => services;

    private DurableClients Clients => Get<DurableClients>();

    /// <summary>Makes a turn of an instance.</summary>
    public Task<TurnReport> TurnAsync(Waking waking) =>
        new AdvanceActivity(Get<Turn>(), Clients).RunAsync(waking, client, stopping.Token);

    /// <summary>Moves those inside whenever something is published here.</summary>
    public Task FollowAsync() => Get<VersionMover>().FollowAsync(stopping.Token);

    /// <summary>Erases whenever it is ordered here.</summary>
    public Task FollowErasuresAsync() => Get<Erasing>().FollowAsync(stopping.Token);

    /// <summary>Makes a round of one of the timers.</summary>
    public Task LookAfterAsync(int which)
    {
        var timer = new TimerInfo();
        var watchdog = new WatchdogFunctions(Get<Watchdog>(), Clients);
        return which switch
        {
            0 => watchdog.OverdueAsync(timer, client, stopping.Token),
            3 => new ErasingFunction(Get<ContactEraser>(), Clients, Get<TimeProvider>()).EraseAsync(
                timer,
                client,
                stopping.Token
            ),
            1 => watchdog.UnfinishedAsync(timer, client, stopping.Token),
            _ => new MovingFunction(Get<VersionMover>(), Clients, Get<TimeProvider>()).MoveAsync(
                timer,
                client,
                stopping.Token
            ),
        };
    }

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
