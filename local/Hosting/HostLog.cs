using Microsoft.Extensions.Logging;

namespace Journeys.Local.Hosting;

internal static partial class HostLog
{
    [LoggerMessage(4001, LogLevel.Warning, "{Warning}")]
    public static partial void Setting(ILogger log, string warning);

    [LoggerMessage(4002, LogLevel.Information, "The host serves at {Address}")]
    public static partial void Started(ILogger log, Uri address);

    [LoggerMessage(
        4003,
        LogLevel.Warning,
        "{Part} did not stop as it should: {Why} The next start takes up what it left"
    )]
    public static partial void NotStopped(ILogger log, string part, string why);
}
