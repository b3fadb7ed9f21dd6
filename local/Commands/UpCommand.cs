using System.CommandLine;
using Journeys.Local.Hosting;
using Journeys.Local.Telemetry;

namespace Journeys.Local.Commands;

/// <summary><c>up</c>: runs the host until it is stopped.</summary>
internal static class UpCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var options = new HostOptions();
        var command = new Command("up", "Run Journeys on this machine, until Ctrl-C");
        options.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(options, parsed, output, error, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        HostOptions options,
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        CancellationToken stop
    )
    {
        var settings = options.Read(parsed);
        using var telemetry = HostTelemetry.Start(settings.Telemetry, HostServices.Version);
        using var loggers = HostLogging.Create(settings.Verbose);
        await using var host = await LocalHost.StartAsync(settings, loggers, stop);
        Banner.Write(host, output, error);
        await Task.WhenAny(host.Broken, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop));
        output.WriteLine("Stopping …");
        await host.StopAsync();
        await host.Broken;
        return (int)ExitCode.Done;
    }
}
