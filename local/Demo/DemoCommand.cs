using System.CommandLine;
using Journeys.Local.Commands;
using Journeys.Local.Hosting;
using Journeys.Local.Telemetry;
using Microsoft.Extensions.Logging;
using HostOptions = Journeys.Local.Commands.HostOptions;

namespace Journeys.Local.Demo;

/// <summary><c>demo</c>: plays a week with invented contacts, and shows what came of it.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Exit = new("--exit") { Description = "End with the week instead of staying" };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document as the last line, and everything else to standard error",
    };

    private static readonly Option<int?> Contacts = new("--contacts")
    {
        Description = "How many of the leads take part; all of them unless told",
        HelpName = "number",
    };

    public static Command Create(TextWriter output, TextWriter error)
    {
        var host = new HostOptions("How fast the clock runs after the week; an hour a second unless told");
        var command = new Command(
            "demo",
            "Play a week with invented contacts in less than a minute, and show what came of it"
        );
        command.Add(Exit);
        command.Add(Json);
        command.Add(Contacts);
        host.AddTo(command);
        command.SetAction((parsed, stop) => RunAsync(host, parsed, new(output, error, parsed.GetValue(Json)), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        HostOptions host,
        ParseResult parsed,
        DemoScreen screen,
        CancellationToken stop
    )
    {
        var settings = host.Read(parsed);
        var options = new DemoOptions
        {
            Contacts = Math.Max(1, parsed.GetValue(Contacts) ?? int.MaxValue),
            Exit = parsed.GetValue(Exit),
        };
        using var telemetry = HostTelemetry.Start(settings.Telemetry, HostServices.Version);
        // What is refused is refused on purpose, and the report has it.
        using var loggers = HostLogging.Create(settings.Verbose, LogLevel.Error);
        try
        {
            await new DemoRun(options, settings, loggers, screen).RunAsync(stop);
            return (int)ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            screen.Interrupted();
            return (int)ExitCode.Interrupted;
        }
    }
}
