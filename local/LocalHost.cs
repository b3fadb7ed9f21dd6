using Journeys.Local.Clock;
using Journeys.Local.Hosting;
using Journeys.Local.Http;
using Journeys.Local.Queue;
using Journeys.Local.Settings;
using Journeys.Local.Shards;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Upkeep;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local;

/// <summary>
/// The whole local host in this process: storage, clock, instances, queue and web server, started and stopped in the right
/// order. One host alone may write to its tables.
/// </summary>
public sealed class LocalHost : IAsyncDisposable
{
    private static readonly TimeSpan RequestsEnd = TimeSpan.FromSeconds(5);

    private readonly HostPorts ports;
    private readonly WebApplication app;
    private readonly ILogger log;
    private readonly BackgroundWork lease;
    private readonly BackgroundWork queue;
    private readonly BackgroundWork instances;
    private readonly BackgroundWork moving;
    private readonly BackgroundWork erasing;
    private readonly BackgroundWork clockKeeping;
    private volatile bool stopped;

    internal LocalHost(
        LocalSettings settings,
        HostAddress address,
        HostPorts ports,
        HostLease lease,
        WebApplication app
    )
    {
        this.ports = ports;
        this.app = app;
        log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(HostLogging.Category);
        Settings = settings;
        Address = address.Local;
        Clock = app.Services.GetRequiredService<HostClock>();
        Instances = app.Services.GetRequiredService<LocalInstances>();
        this.lease = new("The lease", lease.KeepAsync, log);
        queue = new("The queue's intake", app.Services.GetRequiredService<QueueIntake>().RunAsync, log);
        instances = new("The journeys", Instances.RunAsync, log);
        moving = new("The moving to other versions", Services.GetRequiredService<VersionMover>().RunAsync, log);
        erasing = new("The erasing", Services.GetRequiredService<Erasing>().RunAsync, log);
        clockKeeping = new("The clock", stop => Services.GetRequiredService<ClockStore>().KeepAsync(Clock, stop), log);
    }

    public LocalSettings Settings { get; }

    /// <summary>Where people on this machine reach it, with a slash at the end.</summary>
    public Uri Address { get; }

    public HostClock Clock { get; }

    public LocalInstances Instances { get; }

    /// <summary>How far ahead of the wall's clock it began, because an earlier run's clock ran faster.</summary>
    public Duration Ahead { get; internal init; }

    /// <summary>What came of publishing the workspace when the host started.</summary>
    public IReadOnlyList<WorkspaceJourney> Workspace { get; private set; } = [];

    /// <summary>Everything the host is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>What it keeps its data in.</summary>
    public HostPorts Ports => ports;

    /// <summary>Ends, with the fault, when a part of the host broke that must not; never while the host is well.</summary>
    public Task Broken { get; private set; } = Task.CompletedTask;

    /// <summary>Starts a host. When it returns, the host serves.</summary>
    /// <exception cref="HostStartException">It cannot start. The message says why, and what to do.</exception>
    /// <exception cref="Azurite.AzuriteException">Azurite cannot be had. The message says why, and what to do.</exception>
    public static Task<LocalHost> StartAsync(
        LocalSettings settings,
        ILoggerFactory loggers,
        CancellationToken cancellation
    ) => HostStart.RunAsync(settings, loggers, cancellation);

    /// <summary>Lets the clock run at another speed from now on; one that was moved by hand is not any more.</summary>
    /// <param name="speed">Seconds per second of the wall's clock, more than 0.</param>
    public void RunAt(double speed)
    {
        if (Clock.Speed == 0)
        {
            StartRunning();
        }

        Clock.RunAt(speed);
    }

    /// <summary>Stops: takes nothing new in, ends and stores what was begun, keeps the clock, and stops an Azurite of its own.</summary>
    public async Task StopAsync()
    {
        if (stopped)
        {
            return;
        }

        stopped = true;
        using var limit = new CancellationTokenSource(RequestsEnd, TimeProvider.System);
        await app.StopAsync(limit.Token);
        await queue.StopAsync();
        await moving.StopAsync();
        await erasing.StopAsync();
        await instances.StopAsync();
        await clockKeeping.StopAsync();
        await lease.StopAsync();
        await app.DisposeAsync();
        await ports.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        lease.Dispose();
        queue.Dispose();
        moving.Dispose();
        erasing.Dispose();
        instances.Dispose();
        clockKeeping.Dispose();
    }

    /// <summary>Takes up what an earlier host left, publishes the workspace, and begins to serve and to work.</summary>
    internal async Task BeginAsync(CancellationToken cancellation)
    {
        lease.Start();
        try
        {
            await PrepareAsync(cancellation);
            await ServeAsync(cancellation);
        }
        catch
        {
            await lease.StopAsync();
            throw;
        }

        instances.Start();
        moving.Start();
        erasing.Start();
        if (Settings.Speed > 0)
        {
            StartRunning();
        }

        Broken = BrokenAsync();
        HostLog.Started(log, Address);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var warning in Settings.Warnings)
        {
            HostLog.Setting(log, warning);
        }

        var vitals = Services.GetRequiredService<HostVitals>();
        vitals.Pace = () => Clock.Speed;
        vitals.Mail = MailWords.Of(Settings.SendGrid);
        vitals.Watch("azurite", () => ports.Azurite?.Trouble);
        await Instances.RecoverAsync(cancellation);
        if (Settings.Workspace is { } folder)
        {
            var publishing = new WorkspacePublishing(
                Services.GetRequiredService<Publisher>(),
                Environment.CurrentDirectory
            );
            Workspace = await publishing.PublishAsync(folder, cancellation);
        }
    }

    // Whoever moves the clock by hand also stores it, and takes from the queue, so that all happens at certain instants.
    private void StartRunning()
    {
        clockKeeping.Start();
        queue.Start();
    }

    private async Task ServeAsync(CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw HostAddress.Taken(Settings, fault);
        }
    }

    private async Task BrokenAsync()
    {
        await await Task.WhenAny(
            lease.Ended,
            queue.Ended,
            instances.Ended,
            moving.Ended,
            erasing.Ended,
            clockKeeping.Ended
        );
        if (!stopped)
        {
            throw new InvalidOperationException("A part of the host ended by itself.");
        }
    }
}
