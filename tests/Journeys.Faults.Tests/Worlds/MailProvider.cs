using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using NodaTime;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// A provider that outlives all processes, counts what it takes, sometimes refuses, and may tell later what became of a mail.
/// </summary>
internal sealed class MailProvider(Faults faults, Func<OutgoingMail, Task> tellLater)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<
        (string Instance, int Run, int Visit),
        (int Times, Instant Last, string? Version)
    > visits = [];

    /// <summary>The visits whose mail an operator had sent once more.</summary>
    public HashSet<string> AskedAgain { get; } = new(StringComparer.Ordinal);

    /// <summary>Asked at each mail to a contact; breaks the promise that nobody is written to who did not consent.</summary>
    public Action<OutgoingMail>? OnTaken { get; set; }

    /// <summary>A version of a journey, by its name and the version's.</summary>
    public required Func<string, string, PublishedJourney> Version { get; init; }

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

    /// <summary>Forgets the mails to a contact that was erased: should it come back, its runs are counted anew.</summary>
    public void Forget(string contact)
    {
        foreach (var journey in People.JourneyNames)
        {
            var instance = InstanceId.For(journey, contact).ToString();
            taken.RemoveWhere(effect => effect.StartsWith(instance, StringComparison.Ordinal));
            foreach (var visit in visits.Keys.Where(visit => visit.Instance == instance).ToList())
            {
                visits.Remove(visit);
            }
        }
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

        if (!EffectId.TryParse(mail.Effect, out var id))
        {
            faults.Tally.Break($"{mail.Effect} is no effect's id");
            return;
        }

        var visit = (id.Instance, id.Run, id.Visit);
        var (times, last, before) = visits.GetValueOrDefault(visit);
        var now = Instant.FromDateTimeOffset(faults.Wall.GetUtcNow());
        visits[visit] = (times + 1, now, mail.Version);
        if (times > 0)
        {
            faults.Tally.Count("MailsAgain");
            if (!MayBeAgain(mail, before!, last, now))
            {
                faults.Tally.Break(
                    $"the mail of visit {id.Visit} of {mail.Instance} was sent {times + 1} times, the last time at {last}"
                );
            }
        }
    }

    // The same mail of the same visit again, under another attempt: only where nobody can know what became of the first, and
    // the version that decides it says that it is rather sent twice than not at all, after a wait; or an operator does. A mail
    // that was decided and then put off may meanwhile be another version's, so either one's word counts.
    private bool MayBeAgain(OutgoingMail mail, string before, Instant last, Instant now)
    {
        string[] versions = [before, mail.Version];
        return AskedAgain.Contains(mail.Instance)
            || (!faults.Weather.ProviderKnows && versions.Any(version => IsResent(mail, version, last, now)));
    }

    private bool IsResent(OutgoingMail mail, string version, Instant last, Instant now)
    {
        var policy = Version(mail.Journey, version).Definition.Sending.Uncertain;
        return policy.IsResent(mail.Class) && (faults.Weather.ClocksJump || now >= policy.Until(last));
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
