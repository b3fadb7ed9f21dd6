using System.Text.Json.Nodes;

namespace Journeys.Bench.Survive.Provider;

/// <summary>Something that happened to a mail, as the provider tells it.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Kind">SendGrid's word: <c>delivered</c>, <c>open</c>, <c>click</c>, <c>bounce</c>, <c>unsubscribe</c>.</param>
/// <param name="At">When it happens, by the host's clock.</param>
internal sealed record ProviderEvent(TakenMail Mail, string Kind, DateTimeOffset At)
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    /// <summary>The event as a member of the webhook's array. Two deliveries of one event have the same id.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["email"] = Mail.To,
            ["timestamp"] = At.ToUnixTimeSeconds(),
            ["event"] = Kind,
            ["sg_event_id"] = $"{Kind}-{Mail.Message}",
            ["sg_message_id"] = $"{Mail.Message}.recvd-1",
        };
        foreach (var (name, value) in Mail.Arguments)
        {
            json[name] = value;
        }

        switch (Kind)
        {
            case "open" or "click":
                (json["useragent"], json["ip"]) = (Browser, "203.0.113.7");
                break;
            case "bounce":
                (json["reason"], json["type"], json["status"]) = ("550 5.1.1 no such user", "bounce", "5.1.1");
                break;
        }

        if (Kind == "click")
        {
            json["url"] = "https://norrland-automation.example/guides";
        }

        return json;
    }
}
