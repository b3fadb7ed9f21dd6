using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Values;

/// <summary>Reads and writes one <see cref="FieldValue"/> as the JSON scalar, or list of scalars, that it mirrors.</summary>
public sealed class FieldValueJson : JsonConverter<FieldValue>
{
    public override FieldValue? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return FieldsJson.Value(document.RootElement, "value");
    }

    public override void Write(Utf8JsonWriter writer, FieldValue value, JsonSerializerOptions options) =>
        FieldsJson.WriteValue(writer, value);
}
