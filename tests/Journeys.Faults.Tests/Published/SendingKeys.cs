using System.Text.Json.Nodes;

namespace Journeys.Faults.Tests.Published;

/// <summary>What journeys say of their sending beyond its class: one of these, drawn by each world and each publisher.</summary>
internal static class SendingKeys
{
    public static readonly IReadOnlyList<string> All =
    [
        "",
        """, "uncertain": { "then": "resend" }""",
        """, "uncertain": { "then": "ask" }, "pauseAfter": "never" """,
        """, "uncertain": { "wait": "3 hours" }, "pauseAfter": { "failed": 2, "of": 10 }""",
        """, "rate": { "perSecond": 1, "perDay": 3 }, "pauseAfter": { "failed": 1, "of": 10 }""",
        """, "rate": { "perDay": 3 }""",
    ];

    private const string Place = "\"sending\": { \"class\": ";

    /// <summary>How many mails a day a journey sends that says one of them; null: as many as come.</summary>
    public static int? PerDay(int keys) =>
        JsonNode.Parse($$"""{ "class": "requested"{{All[keys]}} }""")?["rate"]?["perDay"]?.GetValue<int>();

    /// <summary>A definition that says some of it.</summary>
    public static string In(string definition, string keys)
    {
        var begin = definition.IndexOf(Place, StringComparison.Ordinal) + Place.Length;
        var end = definition.IndexOf('"', begin + 1) + 1;
        return definition.Insert(end, keys);
    }
}
