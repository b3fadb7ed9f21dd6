using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// Sends mails when they may go, and counts what becomes of them. One that was marked <c>sending</c> when its process died had
/// its turn, and is settled without another.
/// </summary>
internal sealed class PacedMails(SendEmailPerformer mails, MailGate gate, Tallies tallies)
    : IPerformer<Effect.SendEmail>
{
    public async Task<Performance> PerformAsync(
        Effect.SendEmail effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        var entry = occasion.Entry;
        if (
            entry.Status != EffectStatus.Sending
            && await gate.AskAsync(entry, effect.Turn, occasion.Now, cancellation) is { } putOff
        )
        {
            return putOff;
        }

        var performance = await mails.PerformAsync(effect, occasion, cancellation);
        switch (performance)
        {
            // Nothing may come between the provider's answer and the ledger: counting is not cut off.
            case Performance.Done:
                await tallies.SentAsync(entry.Journey, CancellationToken.None);
                break;
            case Performance.Failed { Failure: Failure.Permanent } failed:
                var failure = new MailFailure(occasion.Now, WasSent: false, failed.Why);
                await tallies.FailedAsync(entry.Journey, failure, CancellationToken.None);
                break;
        }

        return performance;
    }
}
