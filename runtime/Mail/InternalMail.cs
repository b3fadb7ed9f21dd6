using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Mail;

/// <summary>
/// Sends mails to colleagues. Each has an id of its own, so that after a crash only what the provider does not know of is
/// sent again; where a provider cannot tell, a colleague who is told twice is better off than one who is not told.
/// </summary>
public static class InternalMail
{
    /// <summary>Sends one, unless it was sent before.</summary>
    /// <returns>The refusal; null when it was taken, now or before.</returns>
    public static async Task<MailResult.Refused?> TellAsync(
        this IMailSender sender,
        OutgoingMail mail,
        CancellationToken cancellation
    )
    {
        if (await sender.WasTakenAsync(mail.Effect, cancellation) == true)
        {
            return null;
        }

        try
        {
            return await sender.SendAsync(mail, cancellation) as MailResult.Refused;
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && fault is not StorageUnavailableException)
        {
            // The answer was lost, or did not come in time.
            return new MailResult.Refused(Passing: true, fault.Message);
        }
    }
}
