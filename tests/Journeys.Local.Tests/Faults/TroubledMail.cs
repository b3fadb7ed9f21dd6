using Journeys.Runtime.Mail;

namespace Journeys.Local.Tests.Faults;

/// <summary>A provider that outlives the host, counts what it takes, and sometimes refuses for now.</summary>
/// <param name="knows">Whether it can say later what it took; the ones that cannot make a mail uncertain.</param>
internal sealed class MailProvider(Chance chance, bool knows)
{
    /// <summary>How often each effect's mail was taken.</summary>
    public Dictionary<string, int> Taken { get; } = [];

    public bool Knows => knows;

    public Task<MailResult> TakeAsync(OutgoingMail mail, bool inTrouble)
    {
        if (inTrouble && chance.OneIn(10))
        {
            return Task.FromResult<MailResult>(new MailResult.Refused(Passing: true, "too many mails (drawn)"));
        }

        Taken[mail.Effect] = Taken.GetValueOrDefault(mail.Effect) + 1;
        return Task.FromResult<MailResult>(new MailResult.Taken(mail.Effect));
    }

    public Task<bool?> WasTakenAsync(string effect) => Task.FromResult<bool?>(knows ? Taken.ContainsKey(effect) : null);
}

/// <summary>The way to the provider, on which things go wrong.</summary>
internal sealed class TroubledMail(MailProvider provider, Trouble trouble) : IMailSender
{
    public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation) =>
        trouble.CallAsync(() => provider.TakeAsync(mail, trouble.On));

    public Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
        trouble.CallAsync(() => provider.WasTakenAsync(effect));
}
