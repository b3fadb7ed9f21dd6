using System.Text;
using System.Text.Json;
using Azure;

namespace Journeys.Local.Storage;

/// <summary>What a service said was wrong.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Such as <c>EntityAlreadyExists</c>; empty when it gave none.</param>
/// <param name="Message">Its words, first line only.</param>
internal sealed record StorageError(int Status, string Code, string Message)
{
    /// <summary>Reads the error of an answer, whether it is JSON, XML or nothing.</summary>
    public static StorageError In(Response response)
    {
        var body = response.ContentStream is null ? default : response.Content.ToMemory().Span;
        var error = InJson(response.Status, body);
        var code = response.Headers.TryGetValue("x-ms-error-code", out var header) ? header : error.Code;
        return error with { Code = code };
    }

    /// <summary>Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>; what follows it is not looked at.</summary>
    public static StorageError InJson(int status, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body[0] != (byte)'{')
        {
            return new StorageError(status, "", FirstLine(Encoding.UTF8.GetString(body)));
        }

        try
        {
            var reader = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref reader);
            var error = document.RootElement.GetProperty("odata.error");
            var message = error.GetProperty("message").GetProperty("value").GetString() ?? "";
            return new StorageError(status, error.GetProperty("code").GetString() ?? "", FirstLine(message));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new StorageError(status, "", FirstLine(Encoding.UTF8.GetString(body)));
        }
    }

    public override string ToString() => $"{Status} {Code}: {Message}";

    private static string FirstLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var line = end < 0 ? text : text[..end];
        return line.Length > 300 ? line[..300] : line;
    }
}
