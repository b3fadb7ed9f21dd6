using System.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;

namespace Journeys.Runtime.Effects;

/// <summary>Publishes events of the contact: they are recorded like any other, and other journeys hear them.</summary>
public sealed class PublishEventPerformer(IEventPublisher publisher) : IPerformer<Effect.PublishEvent>
{
    public async Task<Performance> PerformAsync(
        Effect.PublishEvent effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        if (occasion.Render(effect.Data, out Fields data) is { } unknown)
        {
            return unknown;
        }

        var published = Compose(effect, occasion, data);
        return await publisher.PublishAsync(published, cancellation) switch
        {
            Publishing.Published => new Performance.Done($"event {published.Key}"),
            Publishing.Refused { Passing: true } refused => Performance.Later(refused.Why),
            Publishing.Refused refused => Performance.Never(refused.Why),
            var other => throw new UnreachableException($"{other} is no answer"),
        };
    }

    // As in every event, data.contact and data.account tell of the contact and of the account.
    private static IncomingEvent Compose(Effect.PublishEvent effect, Occasion occasion, Fields data)
    {
        var source = OwnTouchpoints.Source(occasion.Entry.Journey);
        var account = Under(data, "account.");
        return new(
            EventKey.Of(source, effect.Id),
            occasion.Contact,
            effect.Type,
            occasion.Now,
            source,
            null,
            Under(data, "contact."),
            account["id"] is null ? Fields.Empty : account,
            Fields.Of(data.Where(field => !IsUnder(field.Key, "contact.") && !IsUnder(field.Key, "account.")))
        )
        {
            Id = effect.Id,
        };
    }

    private static Fields Under(Fields data, string root) =>
        Fields.Of(
            from field in data
            where IsUnder(field.Key, root)
            select KeyValuePair.Create(field.Key[root.Length..], field.Value)
        );

    private static bool IsUnder(string name, string root) => name.StartsWith(root, StringComparison.Ordinal);
}
