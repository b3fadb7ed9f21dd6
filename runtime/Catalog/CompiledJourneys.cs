using System.Collections.Concurrent;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Catalog;

/// <summary>
/// Journeys that were compiled, by version. A version is named by its content, so what was compiled once is right for
/// every host of this process.
/// </summary>
public sealed class CompiledJourneys
{
    private readonly ConcurrentDictionary<(string Journey, string Version), PublishedJourney> journeys = new();

    /// <summary>A stored version, ready to run.</summary>
    /// <exception cref="InvalidDataException">This program cannot read it.</exception>
    public PublishedJourney Of(TableRow row) =>
        journeys.GetOrAdd((row.Partition, row.Row), static (_, row) => Compile(row), row);

    private static PublishedJourney Compile(TableRow row)
    {
        var (sources, fields) = CatalogRows.ReadSources(row);
        var compilation = JourneyCompiler.Compile(sources, fields, teams: null);
        return compilation.Journey
            ?? throw new InvalidDataException(
                $"Version {row.Row} of {row.Partition} was published, but cannot be read: "
                    + string.Join("; ", compilation.Diagnostics)
            );
    }
}
