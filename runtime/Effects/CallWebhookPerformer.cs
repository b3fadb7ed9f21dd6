using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Access;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Webhooks;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Calls other systems. The id of the work travels as <c>Idempotency-Key</c> and as <c>webhook-id</c>, so a call that is
/// repeated, after a crash or after a failure, can be recognised there. Redirects are not followed: what was published says
/// where data goes.
/// </summary>
public sealed class CallWebhookPerformer(
    WebhookClient client,
    WebhookTargets targets,
    RuntimeSettings settings,
    TimeProvider clock,
    WallClock wall
) : IPerformer<Effect.CallWebhook>
{
    /// <summary>
    /// The longest pause that a called system gets when it asks for one (<c>Retry-After</c>, RFC 9110, section 10.2.3);
    /// whoever asks for more is called again after this.
    /// </summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    public async Task<Performance> PerformAsync(
        Effect.CallWebhook effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        Fields body = Fields.Empty;
        if ((occasion.RenderAddress(effect.Url, out var url) ?? occasion.Render(effect.Body, out body)) is { } unknown)
        {
            return unknown;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return Performance.Never($"{Plain.Line(url, 200)} is not an absolute https address");
        }

        return targets.Problem(address) is { } problem
            ? Performance.Never(problem)
            : await CallAsync(effect, address, Json(effect, occasion, body), cancellation);
    }

    private static string Work(Effect effect) => EffectId.TryParse(effect.Id, out var id) ? id.Work : effect.Id;

    private async Task<Performance> CallAsync(
        Effect.CallWebhook effect,
        Uri address,
        string json,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(effect.Method), address);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", Work(effect));
        foreach (var (name, value) in WebhookSignature.Headers(Work(effect), wall.Now, json, settings.Webhooks.Secrets))
        {
            request.Headers.Add(name, value);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellation);
            return Judge(response);
        }
        catch (HttpRequestException fault) when (fault.InnerException is WebhookRefusedException refused)
        {
            return Performance.Never(refused.Message);
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
        var words = string.Create(CultureInfo.InvariantCulture, $"{status} {Plain.Line(response.ReasonPhrase, 100)}")
            .Trim();
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
        Asked(header) is not { } asked ? null
        : asked > LongestPause ? LongestPause
        : asked;

    private TimeSpan? Asked(RetryConditionHeaderValue? header) =>
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
                Work(effect),
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
