using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Calls other systems. The effect's id travels as <c>Idempotency-Key</c>, so a call that is repeated after a crash can
/// be recognised there. Redirects are not followed: what was published says where data goes.
/// </summary>
public sealed class CallWebhookPerformer(WebhookClient client, RuntimeSettings settings, TimeProvider clock)
    : IPerformer<Effect.CallWebhook>
{
    public async Task<Performance> PerformAsync(
        Effect.CallWebhook effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        Fields body = Fields.Empty;
        if ((occasion.Render(effect.Url, out var url) ?? occasion.Render(effect.Body, out body)) is { } unknown)
        {
            return unknown;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || !MayCall(address))
        {
            return Performance.Never($"{url} is not an absolute https address");
        }

        return await CallAsync(effect, address, Json(effect, occasion, body), cancellation);
    }

    private bool MayCall(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && settings.LoopbackWebhooks);

    private async Task<Performance> CallAsync(
        Effect.CallWebhook effect,
        Uri address,
        string json,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(effect.Method), address);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", effect.Id);
        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return Judge(response);
        }
        catch (HttpRequestException fault)
        {
            return Performance.Later($"{address.Host} cannot be reached: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Performance.Later(
                $"{address.Host} did not answer within {WebhookClient.Timeout.TotalSeconds:0} seconds"
            );
        }
    }

    private Performance Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var words = string.Create(CultureInfo.InvariantCulture, $"{status} {response.ReasonPhrase}").Trim();
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new Performance.Done(
                words,
                Fields.Of(KeyValuePair.Create("status", FieldValue.Of(status)))
            ),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => Later(),
            >= HttpStatusCode.InternalServerError => Later(),
            _ => Performance.Never($"answered {words}"),
        };

        Performance Later() => Performance.Later($"answered {words}", Pause(response.Headers.RetryAfter));
    }

    private TimeSpan? Pause(RetryConditionHeaderValue? header) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
            _ => null,
        };

    private static string Json(Effect.CallWebhook effect, Occasion occasion, Fields body)
    {
        if (body.Count > 0)
        {
            return JsonSerializer.Serialize(body, HubJson.Default.Fields);
        }

        return JsonSerializer.Serialize(
            new WebhookBody(
                effect.Id,
                occasion.Entry.Journey,
                effect.Step,
                occasion.Instance,
                occasion.Facts.Contact.With("id", FieldValue.Of(occasion.Contact)),
                occasion.Facts.Account,
                effect.Story.Entry.Type,
                effect.Story.Entry.Data
            ),
            WebhookJson.Default.WebhookBody
        );
    }
}
