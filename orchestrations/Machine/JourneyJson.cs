using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// The persisted shapes of the machine, as strict JSON: members that are unknown, missing or null against the type are
/// refused, so a row that this version cannot read is an error and never a guess. A member that may be null is left out
/// only where the shape says that it may be: where its parameter has a default.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(InstantJson), typeof(DurationJson)]
)]
[JsonSerializable(typeof(JourneyState))]
[JsonSerializable(typeof(JourneyInput))]
[JsonSerializable(typeof(Effect))]
[JsonSerializable(typeof(Passage[]))]
[JsonSerializable(typeof(Look[]))]
public sealed partial class JourneyJson : JsonSerializerContext;

/// <summary>An instant as ISO 8601 in UTC, to the tick (100 ns), which is what table storage keeps as well.</summary>
public sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "") is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException("expected an instant such as 2026-03-02T08:00:00Z");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}

/// <summary>A duration as NodaTime's round-trip text: days, hours, minutes, seconds.</summary>
public sealed class DurationJson : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DurationPattern.Roundtrip.Parse(reader.GetString() ?? "") is { Success: true } parsed
            ? parsed.Value
            : throw new JsonException("expected a duration such as 0:00:05:00");

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) =>
        writer.WriteStringValue(DurationPattern.Roundtrip.Format(value));
}
