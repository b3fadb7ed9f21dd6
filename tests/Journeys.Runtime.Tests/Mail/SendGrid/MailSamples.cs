using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;

namespace Journeys.Runtime.Tests.Mail.SendGrid;

/// <summary>A mail, and how it is sent.</summary>
internal static class MailSamples
{
    public static readonly SendGridSettings Settings = new("SG.secret", "hello@us.example", "Us");

    public static OutgoingMail Requested { get; } =
        new(
            "whitepaper-nurture~k3v9~1.2.1.1",
            "whitepaper-nurture",
            "4f2a",
            "thank-you",
            "whitepaper-nurture~k3v9",
            "mia@example.com",
            "mia@example.com",
            "Mia Lindström",
            "requested",
            new("Thank you, Mia", "", "<html><body class=\"wide\"><p>Hello</p></body></html>", "Hello")
        );

    public static OutgoingMail Marketing { get; } =
        Requested with
        {
            Class = Sendings.Marketing,
            UnsubscribeUrl = "https://journeys.example.com/unsubscribe?t=AQ",
        };
}
