using Microsoft.Extensions.Logging;

namespace Journeys.Local.Mail;

internal static partial class MailLog
{
    [LoggerMessage(
        4501,
        LogLevel.Warning,
        "The mail {Effect} was sent, and its copy could not be kept: {Why} It is missing in the list of mails"
    )]
    public static partial void NotKept(ILogger log, string effect, string why);
}
