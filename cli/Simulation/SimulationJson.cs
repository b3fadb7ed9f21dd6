using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Simulation.Results;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Cli.Simulation;

/// <summary>What <c>simulate</c> and <c>compare</c> print with <c>--json</c>; names do not change.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    Converters = [typeof(LocalDateJson)]
)]
[JsonSerializable(typeof(SimulationReport))]
[JsonSerializable(typeof(Comparisons))]
internal sealed partial class SimulationJson : JsonSerializerContext;

/// <summary>What <c>compare</c> prints.</summary>
/// <param name="Items">One for each journey that was compared.</param>
internal sealed record Comparisons(IReadOnlyList<ComparisonReport> Items);

/// <summary>A date as ISO 8601 writes it.</summary>
internal sealed class LocalDateJson : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        LocalDatePattern.Iso.Parse(reader.GetString() ?? "").GetValueOrThrow();

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
