using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Journeys.Runtime.Events;

/// <summary>What is asked of an event's JSON beyond its grammar (RFC 8259): names once, valid Unicode.</summary>
internal static class EventJson
{
    /// <summary>What is wrong with a value and how to mend it; null when nothing is.</summary>
    /// <param name="element">The value.</param>
    /// <param name="path">Where it stands, for the message: <c>data.contact</c>; empty for the event itself.</param>
    public static string? Problem(JsonElement element, string path = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => ObjectProblem(element, path),
            JsonValueKind.Array => ListProblem(element, path),
            JsonValueKind.String when !IsUnicode(JsonMarshal.GetRawUtf8Value(element), element) =>
                $"\"{path}\" is not valid Unicode: send UTF-8, and surrogates only in pairs",
            _ => null,
        };

    /// <summary>What kind of value it is, in the words of messages.</summary>
    public static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };

    /// <summary>Why a body is not JSON, with the place, counted from 1 as editors do.</summary>
    public static string Why(JsonException fault) =>
        $"line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}";

    private static string? ObjectProblem(JsonElement element, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!Utf8.IsValid(JsonMarshal.GetRawUtf8PropertyName(property)) || Name(property) is not { } name)
            {
                return $"a name in {(path.Length == 0 ? "the event" : $"\"{path}\"")} is not valid Unicode: send UTF-8";
            }

            var inner = path.Length == 0 ? name : $"{path}.{name}";
            if (!names.Add(name))
            {
                return $"\"{inner}\" stands there twice: send it once";
            }

            if (Problem(property.Value, inner) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ListProblem(JsonElement element, string path)
    {
        foreach (var item in element.EnumerateArray())
        {
            if (Problem(item, path) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    // Only an escape can hide half a surrogate pair in valid UTF-8, and only then is the text decoded to find out.
    private static bool IsUnicode(ReadOnlySpan<byte> raw, JsonElement element) =>
        Utf8.IsValid(raw) && (!raw.Contains((byte)'\\') || Decodes(element));

    private static bool Decodes(JsonElement element)
    {
        try
        {
            return element.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
