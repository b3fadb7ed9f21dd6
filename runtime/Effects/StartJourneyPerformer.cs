using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;

namespace Journeys.Runtime.Effects;

/// <summary>Starts another journey for the same contact, if that journey lets it in.</summary>
public sealed class StartJourneyPerformer(JourneyCatalog catalog, Lazy<IInstances> instances)
    : IPerformer<Effect.StartJourney>
{
    /// <summary>The type that the entry event of a run has which another journey started.</summary>
    public const string EntryType = "journey.started";

    public async Task<Performance> PerformAsync(
        Effect.StartJourney effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        if (await catalog.FindAsync(effect.Journey, cancellation) is null)
        {
            return Performance.Never($"journey {effect.Journey} is not published");
        }

        if (occasion.Render(effect.Data, out Fields data) is { } unknown)
        {
            return unknown;
        }

        var instance = InstanceId.For(effect.Journey, occasion.Contact).ToString();
        // The effect's id is the event's: an instance that was told already ignores it.
        var entry = new EventFact(effect.Id, EntryType, occasion.Now, null, data);
        var telling = new Telling(instance, occasion.Contact, new JourneyInput.Entered(entry));
        var answer = (await instances.Value.TellAsync(telling, cancellation))[0];
        return new Performance.Done(
            answer is AdvanceAnswer.Moved ? $"started {instance}" : $"not started: {answer}",
            Fields.Of(KeyValuePair.Create("started", FieldValue.Of(answer is AdvanceAnswer.Moved)))
        );
    }
}
