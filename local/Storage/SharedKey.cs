using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Journeys.Runtime.Queue;

namespace Journeys.Local.Storage;

/// <summary>
/// Signs each try of a request with the account's key, by the scheme Shared Key Lite. The time is the machine's: a
/// signature is good for 15 minutes of real time, whatever the host's clock says.
/// Source: learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
/// </summary>
internal sealed class SharedKey(StorageAccount account, byte[] key, bool tables) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        var text = tables ? $"{date}\n{Resource(request)}" : QueueText(request);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.SetValue("Authorization", $"SharedKeyLite {account.Name}:{signature}");
    }

    /// <summary>Queues sign more: the verb, the kind of content, and every header that begins with x-ms-, sorted.</summary>
    private string QueueText(Request request)
    {
        request.Headers.TryGetValue("Content-Type", out var type);
        var headers = request
            .Headers.Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Name.ToLowerInvariant()}:{header.Value.Trim()}\n")
            .Order(StringComparer.Ordinal);
        return $"{request.Method}\n\n{type}\n\n{string.Concat(headers)}{Resource(request)}";
    }

    private string Resource(Request request)
    {
        var address = request.Uri.ToUri();
        var resource = $"/{account.Name}{address.AbsolutePath}";
        var comp = address.Query.IndexOf("comp=", StringComparison.Ordinal);
        return comp < 0 ? resource : $"{resource}?{address.Query[comp..].Split('&')[0]}";
    }
}
