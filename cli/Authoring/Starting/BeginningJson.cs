using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Cli.Authoring.Starting;

/// <summary>What was written, as JSON.</summary>
internal static class BeginningJson
{
    public static string Of(string journey, IReadOnlyList<string> files) =>
        JsonSerializer.Serialize(new NewJourney(journey, files), BeginningJsonContext.Default.NewJourney);

    internal sealed record NewJourney(string Journey, IReadOnlyList<string> Files);
}

/// <summary>Writes the record of <see cref="BeginningJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BeginningJson.NewJourney))]
internal sealed partial class BeginningJsonContext : JsonSerializerContext;
