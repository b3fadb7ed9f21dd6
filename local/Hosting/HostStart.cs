using Journeys.Local.Azurite;
using Journeys.Local.Clock;
using Journeys.Local.Http;
using Journeys.Local.Settings;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Local.Hosting;

/// <summary>Puts a host together and starts it; when that fails, nothing that was started is left behind.</summary>
internal static class HostStart
{
    /// <summary>Starts a host on the storage that its settings name.</summary>
    public static async Task<LocalHost> RunAsync(
        LocalSettings settings,
        ILoggerFactory loggers,
        CancellationToken cancellation
    )
    {
        var address = HostAddress.Find(settings);
        var ports = await HostPorts.OpenAsync(settings, loggers, cancellation);
        return await RunAsync(settings, address, ports, loggers, _ => { }, cancellation);
    }

    /// <summary>Starts a host on what is given, which it then owns.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="ports">What it stands on.</param>
    /// <param name="loggers">Its log.</param>
    /// <param name="server">Puts another server below the host; a test's.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task<LocalHost> RunAsync(
        LocalSettings settings,
        HostAddress address,
        HostPorts ports,
        ILoggerFactory loggers,
        Action<IWebHostBuilder> server,
        CancellationToken cancellation
    )
    {
        WebApplication? app = null;
        try
        {
            await ports.MakeAsync(cancellation);
            var lease = await LeaseAsync(ports, address, cancellation);
            var wall = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            var beginning = await BeginningAsync(ports.Tables, settings.Beginning ?? wall, cancellation);
            var clock = new HostClock(beginning, settings.Speed);
            app = Build(settings, address, ports, clock, loggers, server);
            var host = new LocalHost(settings, address, ports, lease, app) { Ahead = beginning - wall };
            await host.BeginAsync(cancellation);
            return host;
        }
        catch (Exception fault)
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
            await ports.DisposeAsync();
            if (fault is StorageUnavailableException)
            {
                throw Unreachable(fault);
            }

            throw;
        }
    }

    private static async Task<HostLease> LeaseAsync(
        HostPorts ports,
        HostAddress address,
        CancellationToken cancellation
    )
    {
        var lease = new HostLease(
            ports.Tables,
            new ChildProcesses(),
            Environment.MachineName,
            address.Local,
            TimeProvider.System
        );
        await lease.TakeAsync(cancellation);
        return lease;
    }

    private static WebApplication Build(
        LocalSettings settings,
        HostAddress address,
        HostPorts ports,
        HostClock clock,
        ILoggerFactory loggers,
        Action<IWebHostBuilder> server
    )
    {
        var builder = HostApp.Builder(address, loggers);
        builder.Services.AddLocalHost(settings, address, ports, clock);
        builder.Services.AddSingleton<IHostLifetime, HostLife>();
        server(builder.WebHost);
        var app = builder.Build();
        HostApp.Map(app, settings);
        return app;
    }

    // The clock of an earlier run may be ahead, and what it dated must not lie in the future.
    private static async Task<Instant> BeginningAsync(ITables tables, Instant first, CancellationToken cancellation)
    {
        var kept = await new ClockStore(tables).LoadAsync(cancellation);
        return kept is { } instant && instant > first ? instant : first;
    }

    private static HostStartException Unreachable(Exception fault) =>
        new(
            $"{fault.Message} Check that it runs and that --storage names it. Without --no-azurite, a host whose storage is "
                + "on this machine starts an Azurite of its own.",
            fault
        );
}
