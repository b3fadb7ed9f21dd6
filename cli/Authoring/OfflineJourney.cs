using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Authoring;

/// <summary>One journey of a workspace, with its files and everything that is wrong with them.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Folder">Its folder, in full.</param>
/// <param name="Sources">Its files; null when <c>journey.json</c> cannot be read at all.</param>
/// <param name="Published">The journey, ready to run; null when there are errors.</param>
/// <param name="Diagnostics">
/// What was found in its own files, in the order of the files; each <see cref="Diagnostic.File"/> is a path from the
/// workspace, with <c>/</c>.
/// </param>
internal sealed record OfflineJourney(
    string Name,
    string Folder,
    JourneySources? Sources,
    PublishedJourney? Published,
    ImmutableArray<Diagnostic> Diagnostics
)
{
    /// <summary>Its <c>journey.json</c>, in full.</summary>
    public string File => Path.Combine(Folder, "journey.json");
}
