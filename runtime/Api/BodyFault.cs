using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Journeys.Runtime.Api;

/// <summary>Says in the API's own words why a body cannot be read. .NET's words name types that its sender never sees.</summary>
internal static class BodyFault
{
    /// <summary>A sentence or two: what is wrong and what may stand there.</summary>
    public static string Describe(byte[] body, JsonTypeInfo type, JsonException fault)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return $"{Wrong(document.RootElement, type, fault)} Members are {Members(type)}.";
        }
        catch (JsonException syntax)
        {
            return $"The body is not JSON (it breaks off, or is wrong, at line {syntax.LineNumber + 1}, "
                + $"column {syntax.BytePositionInLine + 1}).";
        }
        catch (InvalidOperationException)
        {
            // JSON's grammar lets these through, and only reading the name finds out.
            return "The body has a member whose name is no text: it is not UTF-8, or escapes half a surrogate pair.";
        }
    }

    private static string Wrong(JsonElement body, JsonTypeInfo type, JsonException fault)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return "The body must be a JSON object.";
        }

        var given = body.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = given.FirstOrDefault(name => type.Properties.All(known => known.Name != name));
        var missing = type.Properties.FirstOrDefault(known => known.IsRequired && !given.Contains(known.Name));
        return unknown is not null ? $"The body has a member \"{unknown}\", which means nothing here."
            : missing is not null ? $"The body needs a member \"{missing.Name}\"."
            : $"The body holds a value of the wrong kind, or twice, at {fault.Path ?? "$"}.";
    }

    private static string Members(JsonTypeInfo type) =>
        string.Join(
            ", ",
            type.Properties.Select(known => $"\"{known.Name}\"{(known.IsRequired ? " (required)" : "")}")
        );
}
