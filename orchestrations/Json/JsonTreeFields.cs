using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Json;

/// <summary>Turns JSON that an author wrote into the values that effects carry.</summary>
public static class JsonTreeFields
{
    /// <summary>The value; null for null and for an object, which is not one value but several (<see cref="ToFields(JsonTree)"/>).</summary>
    public static FieldValue? ToFieldValue(this JsonTree tree) =>
        tree switch
        {
            JsonTree.Text text => FieldValue.Of(text.Value),
            JsonTree.Number number => FieldValue.Of(number.Value),
            JsonTree.Flag flag => FieldValue.Of(flag.Value),
            JsonTree.List list => new FieldValue.Many([.. list.Items.Select(ToItem).OfType<FieldValue>()]),
            _ => null,
        };

    /// <summary>The object's values under dotted names, as <see cref="Fields"/> has them; none for what is no object.</summary>
    /// <exception cref="JsonException">There are more fields, or deeper ones, than <see cref="Fields"/> holds.</exception>
    public static Fields ToFields(this JsonTree tree)
    {
        using var document = JsonDocument.Parse(tree is JsonTree.Object ? tree.ToJson() : "{}");
        return FieldsJson.From(document.RootElement);
    }

    /// <summary>As <see cref="ToFields(JsonTree)"/>; what cannot be held is error J010 and comes out empty.</summary>
    public static Fields ToFields(this JsonTree tree, DiagnosticBag bag)
    {
        try
        {
            return tree.ToFields();
        }
        catch (JsonException refused)
        {
            bag.Error("J010", tree.At, refused.Message);
            return Fields.Empty;
        }
    }

    /// <summary>The tree as compact JSON.</summary>
    public static string ToJson(this JsonTree tree)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Write(writer, tree);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    // As in an event's data: an object or a list inside a list has no name of its own and is kept as its JSON.
    private static FieldValue? ToItem(JsonTree item) =>
        item is JsonTree.Object or JsonTree.List ? FieldValue.Of(item.ToJson()) : item.ToFieldValue();

    private static void Write(Utf8JsonWriter writer, JsonTree tree)
    {
        switch (tree)
        {
            case JsonTree.Object obj:
                writer.WriteStartObject();
                foreach (var member in obj.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonTree.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonTree.Null:
                writer.WriteNullValue();
                break;
            default:
                FieldsJson.WriteValue(writer, tree.ToFieldValue()!);
                break;
        }
    }
}
