using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Orchestrations.Values;

/// <summary>
/// Reads a JSON object into <see cref="Fields"/> and writes it back nested. What was stored is read whatever it holds; what
/// comes from outside (<see cref="From(JsonElement)"/>) is held to the limits, so that no row outgrows them.
/// </summary>
public sealed class FieldsJson : JsonConverter<Fields>
{
    public override Fields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return From(document.RootElement, isLimited: false);
    }

    public override void Write(Utf8JsonWriter writer, Fields value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteLevel(writer, [.. value.OrderBy(pair => pair.Key, StringComparer.Ordinal)], prefix: 0, depth: 1);
        writer.WriteEndObject();
    }

    /// <summary>The fields of a JSON object that somebody sent or wrote.</summary>
    /// <exception cref="JsonException">
    /// The element is not an object, or exceeds a limit: nesting beyond <see cref="Fields.DepthLimit"/>, by objects or by dots
    /// in a name, more than <see cref="Fields.Limit"/> fields, numbers beyond 28 digits.
    /// </exception>
    public static Fields From(JsonElement element) => From(element, isLimited: true);

    private static Fields From(JsonElement element, bool isLimited)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException($"expected an object with named fields, found {Kind(element)}");
        }

        var values = new List<KeyValuePair<string, FieldValue>>();
        Flatten(element, null, isLimited, values);
        return Fields.Of(values);
    }

    private static void Flatten(
        JsonElement element,
        string? prefix,
        bool isLimited,
        List<KeyValuePair<string, FieldValue>> into
    )
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix is null ? property.Name : $"{prefix}.{property.Name}";
            var isGroup = property.Value.ValueKind == JsonValueKind.Object;
            if (isLimited && TooDeep(isGroup ? $"{name}." : name) is { } group)
            {
                throw new JsonException($"\"{group}\" is nested deeper than {Fields.DepthLimit} levels");
            }

            if (isGroup)
            {
                Flatten(property.Value, name, isLimited, into);
            }
            else if (Value(property.Value, name) is { } value)
            {
                into.Add(new(name, value));
            }

            if (isLimited && into.Count > Fields.Limit)
            {
                throw new JsonException($"there are more than {Fields.Limit} fields");
            }
        }
    }

    // A dot in a name is a level like an object is, for names are written back nested. Gives the deepest group allowed.
    private static string? TooDeep(string name)
    {
        var end = -1;
        for (var level = 0; level < Fields.DepthLimit; level++)
        {
            end = name.IndexOf('.', end + 1);
            if (end < 0)
            {
                return null;
            }
        }

        return name[..end];
    }

    internal static FieldValue? Value(JsonElement element, string name) =>
        element.ValueKind switch
        {
            JsonValueKind.String => FieldValue.Of(element.GetString()!),
            JsonValueKind.Number when element.TryGetDecimal(out var number) => FieldValue.Of(number),
            JsonValueKind.Number => throw new JsonException($"\"{name}\" is a number beyond 28 digits"),
            JsonValueKind.True or JsonValueKind.False => FieldValue.Of(element.GetBoolean()),
            JsonValueKind.Array => new FieldValue.Many([.. Items(element, name)]),
            _ => null,
        };

    // Objects inside lists have no dotted name; they are kept as their JSON text, so that nothing is lost.
    private static IEnumerable<FieldValue> Items(JsonElement array, string name)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                yield return FieldValue.Of(item.GetRawText());
            }
            else if (Value(item, name) is { } value)
            {
                yield return value;
            }
        }
    }

    // Sorted names put everything under "a." next to each other, so nesting is a walk over neighbours. Whatever is deeper than
    // may be taken keeps its dotted names, so that the writer's own limit is never met.
    private static void WriteLevel(
        Utf8JsonWriter writer,
        ReadOnlySpan<KeyValuePair<string, FieldValue>> fields,
        int prefix,
        int depth
    )
    {
        for (var i = 0; i < fields.Length; )
        {
            var name = fields[i].Key;
            var dot = name.IndexOf('.', prefix);
            if (dot < 0 || depth == Fields.DepthLimit || Clashes(fields, i, name[..dot]))
            {
                writer.WritePropertyName(name[prefix..]);
                WriteValue(writer, fields[i++].Value);
                continue;
            }

            var group = name[..(dot + 1)];
            var end = i;
            while (end < fields.Length && fields[end].Key.StartsWith(group, StringComparison.Ordinal))
            {
                end++;
            }

            writer.WriteStartObject(name[prefix..dot]);
            WriteLevel(writer, fields[i..end], dot + 1, depth + 1);
            writer.WriteEndObject();
            i = end;
        }
    }

    // A field and a group of the same name ("a" and "a.b") cannot both nest: the group keeps its dotted names.
    private static bool Clashes(ReadOnlySpan<KeyValuePair<string, FieldValue>> fields, int at, string name)
    {
        for (var i = at - 1; i >= 0 && fields[i].Key.StartsWith(name, StringComparison.Ordinal); i--)
        {
            if (fields[i].Key == name)
            {
                return true;
            }
        }

        return false;
    }

    internal static void WriteValue(Utf8JsonWriter writer, FieldValue value)
    {
        switch (value)
        {
            case FieldValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case FieldValue.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case FieldValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case FieldValue.Many many:
                writer.WriteStartArray();
                foreach (var item in many.Items)
                {
                    WriteValue(writer, item);
                }

                writer.WriteEndArray();
                break;
        }
    }

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => "a list",
            JsonValueKind.Null or JsonValueKind.Undefined => "nothing",
            _ => element.GetRawText().Length > 40 ? "a value" : element.GetRawText(),
        };
}
