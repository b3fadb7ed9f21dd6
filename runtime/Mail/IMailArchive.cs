using Journeys.Runtime.Api;

namespace Journeys.Runtime.Mail;

/// <summary>The mails a host keeps; a host whose mails leave it has none.</summary>
public interface IMailArchive
{
    /// <summary>One page of mails, newest first.</summary>
    /// <param name="contact">Only this contact's mails; null for all.</param>
    /// <param name="isInternal">Only those to colleagues, or only those to contacts; null for both.</param>
    /// <param name="top">The most mails in the page, 1 to 200.</param>
    /// <param name="after">Where the page before ended: its <see cref="Page{T}.Next"/>.</param>
    Task<Page<MailSummary>> ListAsync(
        string? contact,
        bool? isInternal,
        int top,
        string? after,
        CancellationToken cancellation
    );

    /// <summary>One mail by its id, which is the id of the effect that sent it; null when there is none.</summary>
    Task<MailDetail?> GetAsync(string id, CancellationToken cancellation);
}
