using Journeys.Local.Clock;
using Journeys.Local.Demo.Report;
using Journeys.Local.Demo.Show;
using Journeys.Local.Demo.World;
using Journeys.Local.Hosting;
using Journeys.Local.Http;
using Journeys.Local.Queue;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Demo;

/// <summary>One run of <c>journeys demo</c>: a host, the week, the report.</summary>
internal sealed class DemoRun(DemoOptions options, LocalSettings settings, ILoggerFactory loggers, DemoScreen screen)
{
    private const string ApiKeyHeader = "X-Api-Key";

    /// <summary>Plays the week, and then leaves the host running until <paramref name="stop"/>, unless it is to end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var workspace =
            settings.Workspace
            ?? throw new DemoException(
                "The demo plays the journeys of a workspace, and there is none: give --workspace."
            );
        var leads = Lead.Read(
            Path.Combine(workspace, "leads", "leads.csv"),
            options.Contacts,
            DemoOptions.Start.InUtc().Date.AtMidnight().InUtc().ToInstant()
        );
        var address = HostAddress.Find(settings);
        var ports = await HostPorts.OpenAsync(settings, loggers, stop);
        var (showings, showing) = await BeginAsync(ports, leads.Count, stop);
        await using var host = await HostStart.RunAsync(
            settings with
            {
                Speed = 0,
                Beginning = DemoOptions.Start,
                // Its contacts are invented, and so are their addresses.
                SendGrid = null,
            },
            address,
            ports with
            {
                Tables = new PrefixedTables(ports.Tables, showing.Prefix),
            },
            loggers,
            _ => { },
            stop
        );
        screen.Begin(host, showing, leads.Count);
        var report = await PlayAsync(host, leads, SalesDesk.In(workspace), stop);
        await showings.EndAsync(showing, stop);
        screen.End(report, leads);
        if (!options.Exit)
        {
            await StayAsync(host, leads[0].Id, stop);
        }

        await host.StopAsync();
    }

    private async Task<(Showings, Showing)> BeginAsync(HostPorts ports, int contacts, CancellationToken stop)
    {
        try
        {
            var showings = new Showings(ports, settings.TablePrefix);
            return (showings, await showings.BeginAsync(contacts, stop));
        }
        catch
        {
            // Nobody else owns the Azurite yet.
            await ports.DisposeAsync();
            throw;
        }
    }

    private async Task<DemoReport> PlayAsync(
        LocalHost host,
        IReadOnlyList<Lead> leads,
        SalesDesk desk,
        CancellationToken stop
    )
    {
        if (host.Workspace.FirstOrDefault(journey => !journey.IsLive) is { } broken)
        {
            throw new DemoException(
                $"{broken.Name} cannot be published:\n{string.Join('\n', broken.Findings)}\nMend it and start the demo again."
            );
        }

        using var http = new HttpClient { BaseAddress = new Uri(host.Address, "api/") };
        if (settings.ApiKey is { } key)
        {
            http.DefaultRequestHeaders.Add(ApiKeyHeader, key);
        }

        var api = new HostApi(http);
        var queue = new HostQueue(host.Ports.Queue, host.Services.GetRequiredService<QueueIntake>());
        var crowd = new Crowd(leads, desk, host.Clock.Now);
        var view = screen.View(leads.Count);
        var week = new Week(
            host.Clock,
            host.Services.GetRequiredService<ClockStore>(),
            host.Instances,
            api,
            new Doors(api, queue),
            crowd,
            view,
            DemoScreen.SinceStart
        );
        await view.WhileAsync(() => UnlessBrokenAsync(host, week.PlayAsync(stop)));
        var tables = host.Services.GetRequiredService<ITables>();
        return await new ReportReader(api, tables, crowd).ReadAsync(DemoScreen.SinceStart, stop);
    }

    private static async Task UnlessBrokenAsync(LocalHost host, Task play) =>
        await await Task.WhenAny(play, host.Broken);

    private async Task StayAsync(LocalHost host, string contact, CancellationToken stop)
    {
        var pace = settings.Speed == 1 ? DemoOptions.PaceAfterwards : settings.Speed;
        host.RunAt(pace);
        screen.Stay(host, pace, contact);
        await Task.WhenAny(host.Broken, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        if (host.Broken.IsCompleted)
        {
            await host.Broken;
        }
    }
}
