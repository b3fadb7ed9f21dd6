using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Hub;

/// <summary>What an <c>update</c> step does to a profile.</summary>
public static class ProfileChanges
{
    /// <summary>The profile with all changes made, in order.</summary>
    /// <param name="profile">The contact's fields.</param>
    /// <param name="changes">The changes, their texts rendered.</param>
    public static Fields Apply(Fields profile, IEnumerable<FieldChange> changes) =>
        changes.Aggregate(
            profile,
            static (fields, change) => fields.With(change.Field, After(fields[change.Field], change))
        );

    private static FieldValue? After(FieldValue? before, FieldChange change) =>
        change is { Change: ChangeKind.Add, Value: FieldValue.Number added }
            ? FieldValue.Of(((before as FieldValue.Number)?.Value ?? 0) + added.Value)
            : change.Value;
}
