using Journeys.Orchestrations.Definitions;

namespace Journeys.Runtime.Catalog;

/// <summary>One version of a journey, ready to run.</summary>
/// <param name="Definition">The journey.</param>
/// <param name="Sources">The files it was read from.</param>
public sealed record PublishedJourney(JourneyDefinition Definition, JourneySources Sources)
{
    /// <summary>Reads a version that was checked when it was published.</summary>
    /// <exception cref="InvalidDataException">This program cannot read it.</exception>
    public static PublishedJourney Compile(JourneySources sources)
    {
        var reading = DefinitionReader.Read(sources);
        return reading.Definition is { } definition
            ? new(definition, sources)
            : throw new InvalidDataException(
                $"Version {sources.Version} of {sources.Folder} was published, but cannot be read: "
                    + string.Join("; ", reading.Diagnostics)
            );
    }
}
