using System.Text.Json.Nodes;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>An event that an outside system sends, written as a structured CloudEvent.</summary>
/// <param name="Key">Its source and id: two deliveries of one event have the same.</param>
/// <param name="Contact">Whom it is about.</param>
/// <param name="Json">What is sent.</param>
internal sealed record OutsideEvent(string Key, string Contact, string Json)
{
    /// <summary>What the sources of all outside systems begin with; what journeys do themselves has other sources.</summary>
    public const string Sources = "https://";

    public const string Website = $"{Sources}norrland-automation.example/guides";
    public const string Webinars = $"{Sources}webinars.norrland-automation.example";
    public const string Crm = $"{Sources}crm.norrland-automation.example";
    public const string MailProvider = $"{Sources}mail.example/events";
    public const string Mailbox = $"{Sources}mailbox.norrland-automation.example";

    /// <summary>An event whose id is derived from what it says happened, so that it is never another one's.</summary>
    /// <param name="source">The system that sends it.</param>
    /// <param name="type">Such as <c>email.clicked</c>.</param>
    /// <param name="contact">Whom it is about.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">The event's own data.</param>
    /// <param name="about">What tells it from another of its kind: an effect's id, or nothing.</param>
    public static OutsideEvent Of(
        string source,
        string type,
        string contact,
        Instant time,
        JsonObject data,
        string about = ""
    )
    {
        var id = StableHash.Base32($"{type}\n{contact}\n{about}", 20);
        var cloud = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = source,
            ["type"] = type,
            ["subject"] = contact,
            ["time"] = time.ToString(),
            ["datacontenttype"] = "application/json",
            ["data"] = data,
        };
        return new($"{source}\n{id}", contact, cloud.ToJsonString());
    }
}
