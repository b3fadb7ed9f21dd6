using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Mail;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// A provider that outlives all processes, counts what it takes, sometimes refuses, and may tell later what became of a mail.
/// </summary>
internal sealed class MailProvider(Faults faults, Func<OutgoingMail, Task> tellLater)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Instance, int Run, int Visit), int> visits = [];

    /// <summary>The visits whose mail an operator had sent once more.</summary>
    public HashSet<string> AskedAgain { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked at each mail to a contact; breaks the promise that nobody is written to who did not consent.</summary>
    public Action<OutgoingMail>? OnTaken { get; set; }

    public Task<MailResult> TakeAsync(OutgoingMail mail)
    {
        if (faults.On && faults.Chance.Happens(faults.Weather.MailRefused))
        {
            faults.Tally.Count("MailRefused");
            return Task.FromResult<MailResult>(new MailResult.Refused(Passing: true, "too many mails (drawn)"));
        }

        if (faults.On && faults.Chance.Happens(faults.Weather.MailForbidden))
        {
            faults.Tally.Count("MailForbidden");
            return Task.FromResult<MailResult>(new MailResult.Refused(Passing: false, "no such mailbox (drawn)"));
        }

        faults.Tally.Count("Mails");
        faults.Tally.Tell(faults.Wall.GetUtcNow(), () => $"the provider takes {mail.Effect}");
        var isNew = taken.Add(mail.Effect);
        if (mail.To == mail.Contact)
        {
            Judge(mail, isNew);
            if (faults.Chance.Happens(faults.Weather.MailToldLater))
            {
                _ = tellLater(mail);
            }
        }

        return Task.FromResult<MailResult>(new MailResult.Taken(mail.Effect));
    }

    public Task<bool?> WasTakenAsync(string effect) =>
        Task.FromResult<bool?>(faults.Weather.ProviderKnows ? taken.Contains(effect) : null);

    private void Judge(OutgoingMail mail, bool isNew)
    {
        OnTaken?.Invoke(mail);
        if (!isNew)
        {
            faults.Tally.Break($"the mail of {mail.Effect} was sent twice");
            return;
        }

        // The same mail of the same visit again, under another attempt: only where nobody can know what became of the first,
        // and the journey says that it is rather sent twice than not at all, or an operator does.
        if (!EffectId.TryParse(mail.Effect, out var id))
        {
            faults.Tally.Break($"{mail.Effect} is no effect's id");
            return;
        }

        var visit = (id.Instance, id.Run, id.Visit);
        visits[visit] = visits.GetValueOrDefault(visit) + 1;
        var mayBeAgain =
            AskedAgain.Contains(mail.Instance) || (!faults.Weather.ProviderKnows && mail.Class != Sendings.Marketing);
        if (visits[visit] > 1)
        {
            faults.Tally.Count("MailsAgain");
            if (!mayBeAgain)
            {
                faults.Tally.Break($"the mail of visit {id.Visit} of {mail.Instance} was sent {visits[visit]} times");
            }
        }
    }
}

/// <summary>A process's way to the provider, on which things go wrong.</summary>
internal sealed class TroubledMail(MailProvider provider, Trouble trouble) : IMailSender
{
    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation) =>
        trouble.CallAsync(
            () => $"send {mail.Effect}",
            async () =>
            {
                var answer = await provider.TakeAsync(mail);
                var faults = trouble.Faults;
                return faults.On && faults.Chance.Happens(faults.Weather.MailUnanswered)
                    ? throw new HttpRequestException("no answer came (drawn)")
                    : answer;
            },
            static why => new HttpRequestException(why),
            // No client repeats a mail by itself.
            isRepeatable: false
        );

    public Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
        trouble.CallAsync(() => $"ask after {effect}", () => provider.WasTakenAsync(effect));
}
