using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Journeys.Local.Hosting;

/// <summary>The host's log: to standard error, so that standard output is for what a command prints.</summary>
internal static class HostLogging
{
    /// <summary>The host's name in its own log lines.</summary>
    public const string Category = "Journeys";

    /// <summary>Warnings only, or with <paramref name="verbose"/> also what the host is doing.</summary>
    /// <param name="least">What is logged at least, when not verbose.</param>
    public static ILoggerFactory Create(bool verbose, LogLevel least = LogLevel.Warning) =>
        LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(verbose ? LogLevel.Warning : least);
            if (verbose)
            {
                logging.AddFilter(Category, LogLevel.Information);
            }

            logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
            logging.Services.Configure<ConsoleLoggerOptions>(console =>
                console.LogToStandardErrorThreshold = LogLevel.Trace
            );
        });
}
