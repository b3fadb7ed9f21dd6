using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;

namespace Journeys.Runtime.Effects;

/// <summary>Changes fields of the contact's profile, once: the touchpoint that records it bears the effect's id.</summary>
public sealed class UpdateContactPerformer(ContactStore contacts) : IPerformer<Effect.UpdateContact>
{
    public async Task<Performance> PerformAsync(
        Effect.UpdateContact effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        var changes = new List<FieldChange>(effect.Changes.Length);
        foreach (var change in effect.Changes)
        {
            FieldValue? value = null;
            if (change.Value is { } template && occasion.Render(template, out value) is { } unknown)
            {
                return unknown;
            }

            changes.Add(change with { Value = value });
        }

        var recording = await contacts.RecordAsync(
            occasion.Contact,
            Describe(effect, occasion, changes),
            (before, touchpoint) => HubRules.Change(before, touchpoint, changes),
            cancellation
        );
        return recording is Recording.Refused refused
            ? Performance.Never(refused.Reason)
            : new Performance.Done(string.Join(", ", changes.Select(Words)));
    }

    private static Touchpoint Describe(Effect.UpdateContact effect, Occasion occasion, List<FieldChange> changes) =>
        new(
            effect.Id,
            OwnTouchpoints.ContactUpdated,
            occasion.Now,
            OwnTouchpoints.Source(occasion.Entry.Journey),
            null,
            Fields.Of(changes.Select(change => KeyValuePair.Create(change.Field, FieldValue.Of(Words(change))))),
            Fields.Empty
        );

    private static string Words(FieldChange change) =>
        change.Change switch
        {
            ChangeKind.Clear => $"{change.Field} cleared",
            ChangeKind.Add => $"{change.Field} + {change.Value}",
            _ => $"{change.Field} = {change.Value}",
        };
}
