using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Access;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>What handlers read of a request besides its route.</summary>
public static class ApiRequest
{
    /// <summary>The most items a page may have.</summary>
    public const int TopLimit = 200;

    /// <summary>The most bytes of a body: a journey with all its mails.</summary>
    public const long BodyLimit = 8 * 1024 * 1024;

    /// <summary>How many items a page has unless told.</summary>
    public const int DefaultTop = 50;

    /// <summary>The most characters of the name of whoever decides something: it is kept beside what was decided.</summary>
    public const int NameLength = 200;

    /// <summary>Who decides: whoever the caller names, otherwise whose key it is; null when nobody knows.</summary>
    /// <param name="request">The request.</param>
    /// <param name="given">The <c>by</c> that came with it; null when it was left out.</param>
    /// <exception cref="BadHttpRequestException">It is longer than <see cref="NameLength"/>.</exception>
    public static string? By(this HttpRequest request, string? given) =>
        given is { Length: > NameLength }
            ? throw new BadHttpRequestException(
                $"\"by\" has {given.Length} characters, at most {NameLength} are allowed: give a name or an address"
            )
            : given ?? request.Caller().Name;

    /// <summary>A parameter of the query; null when it is left out or empty.</summary>
    public static string? Query(this HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The <c>top</c> parameter, 1 to <see cref="TopLimit"/>; 50 when it is left out.</summary>
    /// <exception cref="BadHttpRequestException">It is something else.</exception>
    public static int Top(this HttpRequest request)
    {
        if (request.Query("top") is not { } text)
        {
            return DefaultTop;
        }

        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var top)
            && top is >= 1 and <= TopLimit
            ? top
            : throw new BadHttpRequestException($"\"top\" is \"{text}\": give a number from 1 to {TopLimit}.");
    }

    /// <summary>The body as JSON; an empty body is null.</summary>
    /// <exception cref="BadHttpRequestException">It is not the JSON that was expected.</exception>
    public static async Task<T?> ReadJsonAsync<T>(
        this HttpRequest request,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
        where T : class
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(body.ToArray(), type);
        }
        catch (JsonException fault)
        {
            throw new BadHttpRequestException(BodyFault.Describe(body.ToArray(), type, fault), fault);
        }
    }

    /// <summary>The body, but no more than so many bytes and one more.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(
        this HttpRequest request,
        int limit,
        CancellationToken cancellation
    )
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (body.Length <= limit)
        {
            var room = (int)Math.Min(buffer.Length, limit + 1 - body.Length);
            var read = await request.Body.ReadAsync(buffer.AsMemory(0, room), cancellation);
            if (read == 0)
            {
                break;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
