using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Events;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>Counts what the provider tells of mails that it took: those that bounced, were dropped, or were reported as spam.</summary>
public sealed class BounceCount(Tallies tallies, MailLedger mails)
{
    private static readonly string[] Types = ["email.bounced", "email.dropped", "email.complained"];

    /// <summary>
    /// Counts an event that was accepted for the first time, if it tells of a mail to its contact that failed, and that was
    /// not known to have failed already.
    /// </summary>
    public async Task NoteAsync(IncomingEvent incoming, Instant now, CancellationToken cancellation)
    {
        if (
            Array.IndexOf(Types, incoming.Type) < 0
            || incoming.Data["bounce"] is FieldValue.Text("soft")
            || !EffectId.TryParse(incoming.About, out var mail)
        )
        {
            return;
        }

        if (
            await mails.FindAsync(mail, cancellation)
                is { Kind: EffectWords.SendEmail, Status: not (EffectStatus.Bounced or EffectStatus.Dropped) } entry
            && entry.Contact == incoming.Contact
        )
        {
            var words = incoming.Data["reason"]?.ToString() is { } reason ? $": {reason}" : "";
            var failure = new MailFailure(now, WasSent: true, $"{incoming.Type}{words}");
            await tallies.FailedAsync(entry.Journey, failure, cancellation);
        }
    }
}
