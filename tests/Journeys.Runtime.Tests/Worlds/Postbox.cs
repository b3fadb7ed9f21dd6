using Journeys.Runtime.Api;
using Journeys.Runtime.Mail;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>A mail provider in memory. It can be told to refuse, to break before or after taking a mail, and to forget.</summary>
internal sealed class Postbox(TimeProvider clock) : IMailSender, IMailArchive
{
    private readonly List<(OutgoingMail Mail, DateTimeOffset At)> taken = [];

    /// <summary>Whether it can tell later what it took.</summary>
    public bool Remembers { get; set; } = true;

    /// <summary>What the next call answers instead of taking the mail.</summary>
    public MailResult.Refused? Refusal { get; set; }

    /// <summary>Cancelled when a call breaks: the process dies with it, and nobody is left to ask after the mail.</summary>
    public CancellationTokenSource? Dying { get; set; }

    /// <summary>Thrown by the next call before the mail is taken.</summary>
    public Exception? BreakBefore { get; set; }

    /// <summary>Thrown by the next call after the mail is taken.</summary>
    public Exception? BreakAfter { get; set; }

    /// <summary>Called when a mail is taken, before the answer goes out; a test lets something happen here.</summary>
    public Action AfterTaking { get; set; } = () => { };

    /// <summary>Whose mails it refuses for good, and in which words; null: it takes them.</summary>
    public Func<OutgoingMail, string?> Refuses { get; set; } = _ => null;

    /// <summary>When each mail was taken, in order.</summary>
    public IReadOnlyList<DateTimeOffset> Times =>
        [.. taken.Where(entry => !entry.Mail.IsInternal).Select(entry => entry.At)];

    /// <summary>The mails to contacts.</summary>
    /// <summary>How long it asked to be left alone.</summary>
    public TimeSpan? Wait { get; set; }

    public IReadOnlyList<OutgoingMail> Mails => [.. taken.Select(entry => entry.Mail).Where(mail => !mail.IsInternal)];

    /// <summary>The mails to colleagues.</summary>
    public IReadOnlyList<OutgoingMail> Internal =>
        [.. taken.Select(entry => entry.Mail).Where(mail => mail.IsInternal)];

    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var (refusal, before, after) = (Refusal, BreakBefore, BreakAfter);
        (Refusal, BreakBefore, BreakAfter) = (null, null, null);
        if (before is not null || after is not null)
        {
            Dying?.Cancel();
        }

        if (before is not null)
        {
            throw before;
        }

        if (refusal is not null)
        {
            return Task.FromResult<MailResult>(refusal);
        }

        if (Refuses(mail) is { } words)
        {
            return Task.FromResult<MailResult>(new MailResult.Refused(Passing: false, words));
        }

        taken.Add((mail, clock.GetUtcNow()));
        AfterTaking();
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<MailResult>(cancellation);
        }

        return after is null ? Task.FromResult<MailResult>(new MailResult.Taken($"<{mail.Effect}>")) : throw after;
    }

    public Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
        Task.FromResult<bool?>(Remembers ? taken.Exists(entry => entry.Mail.Effect == effect) : null);

    public Task<Page<MailSummary>> ListAsync(
        string? contact,
        bool? isInternal,
        int top,
        string? after,
        CancellationToken cancellation
    ) =>
        Task.FromResult(
            new Page<MailSummary>([
                .. taken
                    .Select(Summary)
                    .Reverse()
                    .Where(mail => isInternal is null || mail.Internal == isInternal)
                    .Take(top),
            ])
        );

    public Task<MailDetail?> GetAsync(string id, CancellationToken cancellation)
    {
        var found = taken.Find(entry => entry.Mail.Effect == id);
        return Task.FromResult(
            found.Mail is { Content: var content }
                ? new MailDetail(Summary(found), content.Preheader, content.Text, content.Html)
                {
                    Headers = MailHeaders.Of(found.Mail),
                }
                : null
        );
    }

    private static MailSummary Summary((OutgoingMail Mail, DateTimeOffset At) entry) =>
        new(
            entry.Mail.Effect,
            entry.At,
            entry.Mail.To,
            entry.Mail.Content.Subject,
            entry.Mail.Journey,
            entry.Mail.Step,
            entry.Mail.Contact,
            entry.Mail.IsInternal
        );
}
