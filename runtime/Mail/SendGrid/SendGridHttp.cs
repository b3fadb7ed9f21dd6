using System.Net.Http.Headers;
using System.Text;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>
/// Speaks SendGrid's HTTP API itself, for hosts without SendGrid's library. It never asks twice and follows no redirect:
/// nobody would know whether the first request was taken.
/// </summary>
public sealed class SendGridHttp(HttpClient http) : ISendGridPost
{
    private const string Path = "v3/mail/send";
    private const string Json = "application/json";

    /// <summary>Speaks to the address of the settings with their key.</summary>
    public static SendGridHttp To(SendGridSettings settings)
    {
        var http = SendGridConnection.Open();
        http.BaseAddress = settings.BaseAddress;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
        return new(http);
    }

    public async Task<SendGridAnswer> PostAsync(string request, CancellationToken cancellation)
    {
        using var content = new StringContent(request, Encoding.UTF8, Json);
        using var answer = await http.PostAsync(Path, content, cancellation);
        return new(answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync(cancellation));
    }
}
