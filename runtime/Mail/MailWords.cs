using Journeys.Runtime.Mail.SendGrid;

namespace Journeys.Runtime.Mail;

/// <summary>Says where a host's mails go.</summary>
public static class MailWords
{
    /// <summary>A few words: <c>captured, not sent</c>.</summary>
    public static string Of(SendGridSettings? settings) =>
        settings switch
        {
            null => "captured, not sent",
            { Sandbox: true } => $"checked and not sent by {settings}",
            _ => $"sent by {settings}",
        };
}
