using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Runtime.Api;

/// <summary>The files of a journey as they travel over the API, ready to be compiled.</summary>
public static class VersionSources
{
    /// <summary>Those of a published version.</summary>
    public static JourneySources Of(VersionDetail version) =>
        Of(version.Journey, version.Definition, version.Emails, version.Calendars);

    /// <summary>Those that are to be published.</summary>
    public static JourneySources Of(string journey, PublishRequest files) =>
        Of(journey, files.Definition, files.Emails, files.Calendars);

    private static JourneySources Of(
        string journey,
        string definition,
        IReadOnlyDictionary<string, string> emails,
        IReadOnlyDictionary<string, string> calendars
    ) =>
        new(
            journey,
            definition,
            emails.ToImmutableSortedDictionary(StringComparer.Ordinal),
            calendars.ToImmutableSortedDictionary(StringComparer.Ordinal)
        );
}
