using System.Net.Http.Json;
using System.Text;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Api;

namespace Journeys.Runtime.Tests.DeadLetters;

/// <summary>What operators do with dead letters, over the API.</summary>
internal static class Post
{
    public static async Task<IReadOnlyList<DeadLetterSummary>> DeadAsync(this ApiHost api, string query = "")
    {
        var page = await api.GetAsync($"/api/dead-letters{query}", ApiJson.Default.PageDeadLetterSummary);
        Assert.Null(page.Next);
        return page.Items;
    }

    public static Task<DeadLetterDetail> ShowAsync(this ApiHost api, string id) =>
        api.GetAsync($"/api/dead-letters/{id}", ApiJson.Default.DeadLetterDetail);

    public static async Task<DeadLetterAnswer> ReplayAsync(this ApiHost api, string id, string body = "{}")
    {
        var answer = await api.SendAsync(HttpMethod.Post, $"/api/dead-letters/{id}/replay", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.DeadLetterAnswer))!;
    }

    public static async Task<DeadLettersAnswer> AllAsync(this ApiHost api, string action, string body)
    {
        var answer = await api.SendAsync(HttpMethod.Post, $"/api/dead-letters/{action}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.DeadLettersAnswer))!;
    }

    /// <summary>A message that nobody could read comes from a queue, and is given up.</summary>
    public static Task GiveUpAsync(this ApiHost api, string text, string reason = "it cannot be read") =>
        api.World.Get<RejectedEvents>().KeepAsync(RejectedEvent.Message("queue journey-events", reason, text), default);

    /// <summary>Sends an event in HTTP's binary mode.</summary>
    public static async Task<HttpResponseMessage> SendBinaryAsync(
        this ApiHost api,
        string body,
        params (string Name, string Value)[] attributes
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/events", UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in attributes)
        {
            request.Headers.Add($"ce-{name}", value);
        }

        return await api.Client.SendAsync(request);
    }
}
