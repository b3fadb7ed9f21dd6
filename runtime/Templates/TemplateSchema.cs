using System.Collections.Immutable;

namespace Journeys.Runtime.Templates;

/// <summary>Which variables a journey's templates may name.</summary>
/// <param name="Contact">The fields of a contact, dotted, without <c>contact.</c>.</param>
/// <param name="Account">The fields of an account.</param>
/// <param name="Event">The fields of the event that starts a run; null when its type is not declared, so that any will do.</param>
/// <param name="Steps">The journey's steps; null when they could not be read, so that any will do.</param>
public sealed record TemplateSchema(
    ImmutableSortedSet<string> Contact,
    ImmutableSortedSet<string> Account,
    ImmutableSortedSet<string>? Event,
    ImmutableSortedSet<string>? Steps
)
{
    /// <summary>The fields every contact may have.</summary>
    public static readonly ImmutableSortedSet<string> WellKnownContact = Names([
        "name",
        "firstName",
        "lastName",
        "email",
        "company",
        "jobTitle",
        "country",
        "timeZone",
        "language",
        "phone",
        "preferredChannel",
        "owner",
        "stage",
        "score",
        "consent.marketing",
        "consent.requested",
        "consent.service",
        "suppressed",
        "lastTouchpointAt",
        "account",
    ]);

    /// <summary>The fields every account may have.</summary>
    public static readonly ImmutableSortedSet<string> WellKnownAccount = Names([
        "id",
        "name",
        "industry",
        "owner",
        "employees",
    ]);

    /// <summary>The variables of one journey's templates.</summary>
    /// <param name="fields">What the workspace declares.</param>
    /// <param name="entryEvents">The event types that start the journey.</param>
    /// <param name="steps">The journey's step names; null when they are not known.</param>
    public static TemplateSchema For(
        WorkspaceFields fields,
        IEnumerable<string> entryEvents,
        IEnumerable<string>? steps
    )
    {
        var declared = entryEvents.Select(type => fields.Events.GetValueOrDefault(type)).ToList();
        return new(
            WellKnownContact.Union(fields.Contact),
            WellKnownAccount.Union(fields.Account),
            declared.Count == 0 || declared.Contains(null) ? null : Names(declared.SelectMany(names => names!)),
            steps is null ? null : Names(steps)
        );
    }

    internal static ImmutableSortedSet<string> Names(IEnumerable<string> names) =>
        names.ToImmutableSortedSet(StringComparer.Ordinal);
}
