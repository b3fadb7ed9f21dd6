using System.Diagnostics;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Templates;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>Performs the effects of the ledger, and says what their instance is to be told.</summary>
public sealed class EffectPerformer(
    JourneyCatalog catalog,
    FactsReader facts,
    PublicLinks links,
    IPerformer<Effect.SendEmail> mails,
    IPerformer<Effect.OpenTask> openings,
    IPerformer<Effect.CloseTask> closings,
    IPerformer<Effect.Notify> notices,
    IPerformer<Effect.CallWebhook> webhooks,
    IPerformer<Effect.PublishEvent> publications,
    IPerformer<Effect.UpdateContact> updates,
    IPerformer<Effect.StartJourney> starts,
    ILogger<EffectPerformer> log
)
{
    /// <summary>Performs an open effect.</summary>
    /// <param name="entry">
    /// Its entry as it stands in the ledger: one that was being sent when the process died is first asked after, so an
    /// entry that was read before an earlier try must be read again.
    /// </param>
    /// <param name="cancellation">Ends the wait; the effect stays open.</param>
    /// <returns>
    /// What to tell the effect's instance: the result, and the entry to write with it. After a passing failure of an effect
    /// that is not awaited (<see cref="Effect.Awaited"/>) that is the entry alone, and when to perform it again
    /// (<see cref="Told.IsToBeRepeated"/>). Null when it is not to be performed yet, somebody else performs it, or its contact
    /// is being erased.
    /// </returns>
    /// <exception cref="Tables.StorageUnavailableException">
    /// It may be done or not. It stays open: read its entry again and perform it when the store answers.
    /// </exception>
    public async Task<Told?> PerformAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        using var activity = Telemetry.Activities.StartActivity(entry.Kind);
        activity?.SetTag("journeys.effect", entry.Id);
        var effect = entry.Effect ?? throw new ArgumentException($"Effect {entry.Id} is over.", nameof(entry));
        if (await OccasionAsync(entry, effect, cancellation) is not { } occasion || entry.NotBefore > occasion.Now)
        {
            return null;
        }

        var performance = await DispatchAsync(effect, occasion, cancellation);
        var told = Tell(entry, performance, occasion.Now);
        if (told is { Entry.Status: var status, IsToBeRepeated: false })
        {
            Telemetry.Performed(entry.Kind, EffectStatusWords.Of(status));
        }

        Log(entry, performance);
        return told;
    }

    private void Log(LedgerEntry entry, Performance performance)
    {
        if (performance is Performance.Failed failed)
        {
            RuntimeLog.EffectFailed(log, entry.Instance, entry.Id, entry.What, failed.Why);
        }
        else if (performance is Performance.Uncertain uncertain)
        {
            RuntimeLog.EffectUncertain(log, entry.Instance, entry.Id, entry.What, uncertain.Why);
        }
    }

    private static Told? Tell(LedgerEntry entry, Performance performance, Instant now) =>
        performance switch
        {
            Performance.Done done => new(
                new JourneyInput.EffectSucceeded(entry.Id, done.Result),
                entry.As(EffectStatus.Done, done.Detail)
            ),
            Performance.Failed failed => Tell(entry, failed, now),
            Performance.Uncertain uncertain => new(
                new JourneyInput.EffectUncertain(entry.Id, uncertain.Why),
                entry.As(EffectStatus.Uncertain, uncertain.Why)
            ),
            Performance.PutOff putOff => new(
                new JourneyInput.EffectDeferred(entry.Id, putOff.Until, putOff.For, putOff.Why),
                entry.As(EffectStatus.Deferred, putOff.Why)
            ),
            Performance.Elsewhere => null,
            _ => throw new UnreachableException($"{performance.GetType().Name} is no performance"),
        };

    // Nobody waits for the result of some effects, so nobody else would try them again.
    private static Told Tell(LedgerEntry entry, Performance.Failed failed, Instant now)
    {
        var passing = failed.Failure == Failure.Passing;
        if (passing && !entry.Effect!.Awaited && entry.Again(failed.Why, now, failed.RetryAfter) is { } again)
        {
            return new(null, again);
        }

        var failure = entry.Effect!.Awaited ? failed.Failure : Failure.Permanent;
        return new(
            new JourneyInput.EffectFailed(entry.Id, failure, failed.Why, failed.RetryAfter),
            entry.As(EffectStatus.Failed, failed.Why)
        );
    }

    private async Task<Occasion?> OccasionAsync(LedgerEntry entry, Effect effect, CancellationToken cancellation)
    {
        var journey = await catalog.GetAsync(entry.Journey, entry.Version, cancellation);
        if (await facts.ForDecisionAsync(entry.Contact, cancellation) is not { } person)
        {
            // Its contact is being erased, and its row goes with it.
            return null;
        }

        var known = await facts.WithAccountAsync(person, cancellation);
        var context = new TemplateContext(
            known.Contact,
            known.Account,
            effect.Story,
            journey.Definition.Title,
            TemplateContext.ZoneOf(known.Contact, journey.Definition.TimeZone),
            await links.UnsubscribeAsync(entry.Contact, cancellation),
            await links.PreferencesAsync(entry.Contact, cancellation)
        );
        return new Occasion(entry, journey, known, context);
    }

    private Task<Performance> DispatchAsync(Effect effect, Occasion occasion, CancellationToken cancellation) =>
        effect switch
        {
            Effect.SendEmail mail => mails.PerformAsync(mail, occasion, cancellation),
            Effect.OpenTask open => openings.PerformAsync(open, occasion, cancellation),
            Effect.CloseTask close => closings.PerformAsync(close, occasion, cancellation),
            Effect.Notify notify => notices.PerformAsync(notify, occasion, cancellation),
            Effect.CallWebhook call => webhooks.PerformAsync(call, occasion, cancellation),
            Effect.PublishEvent publish => publications.PerformAsync(publish, occasion, cancellation),
            Effect.UpdateContact update => updates.PerformAsync(update, occasion, cancellation),
            Effect.StartJourney start => starts.PerformAsync(start, occasion, cancellation),
            _ => throw new UnreachableException($"nobody performs {effect.GetType().Name}"),
        };
}
