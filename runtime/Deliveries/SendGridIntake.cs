using System.Collections.Concurrent;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;

namespace Journeys.Runtime.Deliveries;

/// <summary>
/// Takes in what SendGrid tells of our mails. Each event becomes a touchpoint and an event of its contact's journeys, once
/// (<c>sg_event_id</c>), and its news are laid over the ledger, which does no harm twice. So when the process dies between
/// the two, the batch that SendGrid then repeats mends it.
/// </summary>
public sealed class SendGridIntake(
    MailLedger ledger,
    EventIntake intake,
    ContactStore contacts,
    RejectedEvents rejected,
    RuntimeSettings settings,
    ILogger<SendGridIntake> log
)
{
    /// <summary>
    /// Takes a batch in. One element that is bad, or a mail whose run cannot be told anything, keeps none of the others out:
    /// it is kept as a dead letter.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Some may be stored and some not; send all of it again.</exception>
    public async Task<DeliveryAnswer> AcceptAsync(IReadOnlyList<SendGridRead> reads, CancellationToken cancellation)
    {
        foreach (var refused in reads.OfType<SendGridRead.Refused>())
        {
            await KeepAsync(refused, cancellation);
        }

        var mails = reads
            .OfType<SendGridRead.Ours>()
            .Select(read => read.Event)
            .GroupBy(told => told.Effect)
            .Select(told => new Mail(told.Key, [.. told.OrderBy(one => one.Time)]))
            .ToArray();
        await ForEachAsync(mails, FindAsync, cancellation);
        var (accepted, duplicates, refusals) = await TellAsync(mails, cancellation);
        await ForEachAsync(mails, HearAsync, cancellation);
        foreach (var mail in mails.Where(mail => mail.Fault is not null))
        {
            await KeepUnheardAsync(mail, cancellation);
        }

        return new(
            accepted,
            duplicates,
            refusals + reads.OfType<SendGridRead.Refused>().Count(),
            reads.OfType<SendGridRead.Foreign>().Count()
                + mails.Where(mail => mail.IsOfErased).Sum(mail => mail.Told.Length)
        );
    }

    private async Task<(int Accepted, int Duplicates, int Rejected)> TellAsync(
        Mail[] mails,
        CancellationToken cancellation
    )
    {
        // Nothing is kept of what concerns somebody who was erased, not even that it came.
        var told = mails.Where(mail => !mail.IsOfErased).SelectMany(Events).ToArray();
        var known = told.Where(one => one.Incoming is not null).ToArray();
        var results = await intake.AcceptEachAsync([.. known.Select(one => one.Incoming!)], cancellation);
        var refused = 0;
        foreach (var (one, result) in known.Zip(results))
        {
            if (result is Intake.Rejected { Reason: var reason })
            {
                refused++;
                await KeepAsync(new(one.Told.Id, reason, one.Told.Raw ?? ""), cancellation);
            }
            else if (result is Intake.Failed failed)
            {
                // As an event of ours it can be replayed; SendGrid's own text could not.
                refused++;
                one.Mail.Kept.Add(one.Told.Id);
                await rejected.KeepAsync(RejectedEvent.Of(one.Incoming!, failed.Reason), cancellation);
            }
        }

        foreach (var one in told.Where(one => one.Refusal is not null))
        {
            refused++;
            one.Mail.Kept.Add(one.Told.Id);
            await KeepAsync(new(one.Told.Id, one.Refusal!, one.Told.Raw ?? ""), cancellation);
        }

        var duplicates = results.Count(result => result is Intake.Duplicate);
        return (told.Length - refused - duplicates, duplicates, refused);
    }

    // Everything that came of a mail is known before any of it is judged: a delivery may be told after the click.
    private static IEnumerable<Judged> Events(Mail mail)
    {
        var known = mail.Entry is { } entry ? mail.News.Aggregate(entry, static (one, news) => news.Apply(one)) : null;
        return mail.Told.Select(told =>
            mail is { Fault: null, Contact: { } contact }
                ? new Judged(mail, told, SendGridMapping.Event(told, contact, known), null)
                : new Judged(mail, told, null, mail.Fault is { } fault ? Intake.Failed.Because(fault) : mail.Refusal)
        );
    }

    private async Task FindAsync(Mail mail, CancellationToken cancellation)
    {
        mail.Entry = await ledger.FindAsync(mail.Effect, cancellation);
        mail.Contact = mail.Entry switch
        {
            { Kind: not EffectWords.SendEmail } => null,
            { Contact: var contact } => contact,
            // Its history is not kept any more. Who is not known here is not made known by this.
            null => await RecipientAsync(mail, cancellation),
        };
        mail.Refusal = mail.Entry is null
            ? $"there is no mail {mail.Effect} in the ledger, and its recipient is not known either"
            : $"effect {mail.Effect} is not a mail";
    }

    private async Task<string?> RecipientAsync(Mail mail, CancellationToken cancellation)
    {
        var address = mail.Told.Select(told => told.Email).FirstOrDefault(email => email is not null);
        if (!ContactKey.TryFrom(address, out var key, out _))
        {
            return null;
        }

        mail.IsOfErased = await contacts.IsErasedAsync(key, cancellation);
        return !mail.IsOfErased && await contacts.ExistsAsync(key, cancellation) ? key : null;
    }

    private Task HearAsync(Mail mail, CancellationToken cancellation) =>
        mail is { Fault: null, Entry: { } entry, Contact: not null, News.Length: > 0 }
            ? ledger.HearAsync(mail.Effect, mail.News, entry, cancellation)
            : Task.CompletedTask;

    private async Task ForEachAsync(
        Mail[] mails,
        Func<Mail, CancellationToken, Task> act,
        CancellationToken cancellation
    )
    {
        var waiting = new ConcurrentQueue<Mail>(mails);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(mails.Length, settings.Concurrency)).Select(_ => RunAsync()));

        async Task RunAsync()
        {
            while (waiting.TryDequeue(out var mail))
            {
                await TryAsync(mail);
            }
        }

        async Task TryAsync(Mail mail)
        {
            try
            {
                await act(mail, cancellation);
            }
            catch (Exception fault)
                when (fault is not StorageUnavailableException && !cancellation.IsCancellationRequested)
            {
                RuntimeLog.MailFailed(log, mail.Effect.ToString(), fault);
                mail.Fault = fault;
            }
        }
    }

    private async Task KeepAsync(SendGridRead.Refused refused, CancellationToken cancellation)
    {
        if (await rejected.ErasedInAsync(refused.Raw, cancellation) is not null)
        {
            return;
        }

        RuntimeLog.EventRejected(log, refused.Id, SendGridMapping.Source, refused.Reason);
        await rejected.KeepAsync(
            new RejectedEvent(refused.Id, SendGridMapping.Source, refused.Reason, refused.Raw),
            cancellation
        );
    }

    // The news of a mail that could not be written down, but for those of which there is a dead letter already.
    private async Task KeepUnheardAsync(Mail mail, CancellationToken cancellation)
    {
        var reason = Intake.Failed.Because(mail.Fault!);
        foreach (var told in mail.Told.Where(told => SendGridMapping.News(told) is not null && mail.Kept.Add(told.Id)))
        {
            await KeepAsync(new(told.Id, reason, told.Raw ?? ""), cancellation);
        }
    }

    private readonly record struct Judged(Mail Mail, SendGridEvent Told, IncomingEvent? Incoming, string? Refusal);

    // What a batch tells of one mail.
    private sealed class Mail(EffectId effect, SendGridEvent[] told)
    {
        public EffectId Effect => effect;

        public SendGridEvent[] Told => told;

        public MailNews[] News { get; } = [.. told.Select(SendGridMapping.News).OfType<MailNews>()];

        public LedgerEntry? Entry { get; set; }

        public string? Contact { get; set; }

        public string Refusal { get; set; } = "";

        /// <summary>What went wrong with it, of all its batch; null: nothing.</summary>
        public Exception? Fault { get; set; }

        /// <summary>The ids of the events of which there is a dead letter.</summary>
        public HashSet<string> Kept { get; } = [];

        /// <summary>Whether its recipient was erased, and the mail with it.</summary>
        public bool IsOfErased { get; set; }
    }
}
