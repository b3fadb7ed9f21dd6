using Journeys.Local.Clock;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Mail;

/// <summary>
/// Sends mails over SendGrid, and keeps a copy of each that was taken, so that what went out can be looked at like what is
/// captured. The copy also answers, after a crash, whether a mail was taken; without one nobody knows.
/// </summary>
internal sealed class SentMail(SendGridSender sender, CapturedMail copies, HostClock clock, ILogger<SentMail> log)
    : IMailSender
{
    // The provider means the time on the wall, and journeys go by the host's clock.
    public TimeSpan? Wait => sender.Wait * clock.Speed;

    public async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var result = await sender.SendAsync(mail, cancellation);
        switch (result)
        {
            case MailResult.Taken:
                await KeepAsync(mail);
                return result;

            case MailResult.Refused { RetryAfter: { } wait } refused:
                return refused with { RetryAfter = wait * clock.Speed };

            default:
                return result;
        }
    }

    public async Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
        await copies.WasTakenAsync(effect, cancellation) == true ? true : null;

    // The mail is out: whatever becomes of its copy changes nothing about that.
    private async Task KeepAsync(OutgoingMail mail)
    {
        try
        {
            if (await copies.SendAsync(mail, CancellationToken.None) is MailResult.Refused refused)
            {
                MailLog.NotKept(log, mail.Effect, refused.Why);
            }
        }
        catch (Exception fault)
        {
            MailLog.NotKept(log, mail.Effect, fault.Message);
        }
    }
}
