namespace Journeys.Runtime.Mail;

/// <summary>Hands a rendered mail to whoever delivers it.</summary>
public interface IMailSender
{
    /// <summary>
    /// How long the provider asked to be left alone, by the host's clock; null: it may be asked. A mail that would only be
    /// refused is put off instead, and loses none of its tries.
    /// </summary>
    TimeSpan? Wait => null;

    /// <summary>Sends a mail once. The result says whether it was taken; an exception means nobody knows.</summary>
    Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation);

    /// <summary>Whether a mail of this effect was taken before; null when the provider cannot tell.</summary>
    Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation);
}

/// <summary>A mail that is ready to go.</summary>
/// <param name="Effect">The id of the effect it performs; travels with it, and comes back in the provider's events.</param>
/// <param name="Journey">The journey that sends it.</param>
/// <param name="Version">The version of the journey.</param>
/// <param name="Step">The step that sends it.</param>
/// <param name="Instance">The instance that sends it.</param>
/// <param name="Contact">The contact's key.</param>
/// <param name="To">The address.</param>
/// <param name="ToName">The name beside the address; null when it is not known.</param>
/// <param name="Class">The consent class.</param>
/// <param name="Content">Subject, preheader, HTML and text.</param>
/// <param name="UnsubscribeUrl">
/// Where the contact ends its subscription with one click (RFC 8058); null for mails that are not marketing.
/// </param>
public sealed record OutgoingMail(
    string Effect,
    string Journey,
    string Version,
    string Step,
    string Instance,
    string Contact,
    string To,
    string? ToName,
    string Class,
    MailContent Content,
    string? UnsubscribeUrl = null
)
{
    /// <summary>On one line: it stands in the mail's head, and may come from a form that anybody fills in.</summary>
    public string? ToName { get; init; } = ToName is null ? null : Plain.Line(ToName, 200);

    /// <summary>Whether it goes to a colleague, and not to the contact that it is about.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>What a mail says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Preheader">The line that inboxes show after the subject; empty when the template has none.</param>
/// <param name="Html">The HTML part.</param>
/// <param name="Text">The text part.</param>
public sealed record MailContent(string Subject, string Preheader, string Html, string Text)
{
    /// <summary>One line, whatever the values in it hold: it stands in the mail's head.</summary>
    public string Subject { get; init; } = Plain.Line(Subject, 1_000);
}

/// <summary>The provider's answer.</summary>
public abstract record MailResult
{
    private MailResult() { }

    /// <summary>It was taken.</summary>
    /// <param name="MessageId">The provider's id.</param>
    public sealed record Taken(string MessageId) : MailResult;

    /// <summary>It was refused, and certainly not sent.</summary>
    /// <param name="Passing">Whether trying again may help.</param>
    /// <param name="Why">The provider's words.</param>
    /// <param name="RetryAfter">How long it asked to be left alone; null when it did not.</param>
    public sealed record Refused(bool Passing, string Why, TimeSpan? RetryAfter = null) : MailResult;
}
