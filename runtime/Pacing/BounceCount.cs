using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Events;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>Counts what the provider tells of mails that it took: those that bounced, were dropped, or were reported as spam.</summary>
public sealed class BounceCount(Tallies tallies, JourneyCatalog catalog)
{
    private static readonly string[] Types = ["email.bounced", "email.dropped", "email.complained"];

    /// <summary>Counts an event that was accepted for the first time, if it tells of a mail that failed.</summary>
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

        var journey = mail.Instance.Split('~')[0];
        if (await catalog.FindAsync(journey, cancellation) is not null)
        {
            var words = incoming.Data["reason"]?.ToString() is { } reason ? $": {reason}" : "";
            var failure = new MailFailure(now, WasSent: true, $"{incoming.Type}{words}");
            await tallies.FailedAsync(journey, failure, cancellation);
        }
    }
}
