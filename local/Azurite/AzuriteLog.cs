using Microsoft.Extensions.Logging;

namespace Journeys.Local.Azurite;

internal static partial class AzuriteLog
{
    [LoggerMessage(4101, LogLevel.Information, "Using {Version}, which already runs at {Service}")]
    public static partial void Found(ILogger logger, string version, Uri service);

    [LoggerMessage(
        4102,
        LogLevel.Information,
        "Taking over the Azurite that an earlier run left behind (process {Process})"
    )]
    public static partial void Adopted(ILogger logger, int process);

    [LoggerMessage(4103, LogLevel.Information, "Started Azurite (process {Process}) at {Service}, data in {Folder}")]
    public static partial void Started(ILogger logger, int process, Uri service, string folder);

    [LoggerMessage(4104, LogLevel.Warning, "Azurite ended with code {Code}; starting it again in {Pause}. {Words}")]
    public static partial void Died(ILogger logger, int? code, TimeSpan pause, string words);

    [LoggerMessage(4105, LogLevel.Error, "Azurite could not be started again; trying once more in {Pause}. {Fault}")]
    public static partial void NotRestarted(ILogger logger, TimeSpan pause, string fault);

    [LoggerMessage(4106, LogLevel.Warning, "Azurite did not stop within {Limit}; ending it")]
    public static partial void Killed(ILogger logger, TimeSpan limit);
}
