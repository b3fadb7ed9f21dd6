using Microsoft.Extensions.Logging;

namespace Journeys.Functions.Hosting;

/// <summary>What the host says when it starts.</summary>
internal static partial class FunctionsLog
{
    [LoggerMessage(3001, LogLevel.Warning, "{Warning}")]
    public static partial void Setting(ILogger log, string warning);

    [LoggerMessage(
        3002,
        LogLevel.Warning,
        "Journey {Journey} of the workspace was not published; what was live stays: {Findings}"
    )]
    public static partial void NotPublished(ILogger log, string journey, string findings);

    [LoggerMessage(3003, LogLevel.Information, "Journey {Journey} of the workspace is live; {Findings}")]
    public static partial void Live(ILogger log, string journey, string findings);
}
