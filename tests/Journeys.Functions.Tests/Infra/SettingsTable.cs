using System.Text.Json;
using System.Text.RegularExpressions;
using Journeys.Runtime;

namespace Journeys.Functions.Tests.Infra;

/// <summary>The app's settings, as each of those has them who must agree about them.</summary>
internal static partial class SettingsTable
{
    /// <summary>Switches off the function that listens to the topic.</summary>
    public const string TopicSwitch = "AzureWebJobs.EventsFromTopic.Disabled";

    private static readonly BicepFile Functions = Sources.Bicep["modules/functions.bicep"];

    /// <summary>What the Azure host's code reads.</summary>
    public static IReadOnlyList<string> Code { get; } = [.. SettingsNames.OfAzureHost.Union(Triggers.Connections)];

    /// <summary>What code reads and Bicep leaves out, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotInBicep { get; } =
        new Dictionary<string, string>
        {
            [SettingsNames.ApiKey] = "function keys guard the API; they are the platform's to keep",
            [SettingsNames.WebhooksAllow] = "only hosts with a network of their own need it",
            [SettingsNames.WebhooksSecret] =
                "a secret; where webhooks are used it is set on the app, best from a key vault",
            [SettingsNames.RateLimit] = "the usual limit is generous; set it on the app where another is wanted",
            [SettingsNames.Workspace] = "for development: on Azure journeys are published over the API",
            [SettingsNames.SendingPerSecond] =
                "how many mails go at most: as many as come, unless an operator limits them",
            [SettingsNames.SendingPerDay] = "likewise",
            [SettingsNames.SendGridAddress] = "for test servers: SendGrid's own address follows from the region",
            [SettingsNames.Telemetry] = "telemetry goes to Application Insights",
        };

    /// <summary>What the platform reads, and our code does not.</summary>
    public static IReadOnlyList<string> Platform { get; } =
    [
        "AzureWebJobsStorage",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
        "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
        "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
    ];

    /// <summary>What only Core Tools and tests on a developer's machine need.</summary>
    public static IReadOnlyList<string> Development { get; } = ["FUNCTIONS_WORKER_RUNTIME", TopicSwitch];

    /// <summary>The app's settings in Bicep, with a connection's suffixes.</summary>
    public static IReadOnlyList<string> Bicep { get; } =
    [
        .. Functions
            .Body("settings")
            .Where(token => token.Kind == BicepKind.Word && Functions.Names.Contains(token.Text))
            .Where(token => token.Text is not "settings" && Functions.Body(token.Text)[0].IsWord("var"))
            .SelectMany(token => Functions.Members(token.Text)),
    ];

    /// <summary>The settings in the sample.</summary>
    public static IReadOnlyList<string> Sample { get; } =
    [
        .. JsonDocument
            .Parse(Sources.Text("local.settings.sample.json"))
            .RootElement.GetProperty("Values")
            .EnumerateObject()
            .Select(value => value.Name),
    ];

    /// <summary>The rows of the page's table: a setting, and which host reads it.</summary>
    public static IReadOnlyDictionary<string, string> Page { get; } =
        Row()
            .Matches(Sources.Text("docs", "azure.md").Split("## Settings")[1].Split("\n## ")[0])
            .ToDictionary(row => row.Groups["name"].Value, row => row.Groups["host"].Value);

    /// <summary>A setting's name without the suffix that says how a connection is made.</summary>
    public static string Plain(string name) =>
        Code.Concat(Platform).FirstOrDefault(plain => name == plain || name.StartsWith(plain + "__")) ?? name;

    [GeneratedRegex(
        @"^\| `(?<name>[^`]+)` \|.*\| (?<host>\w+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1_000
    )]
    private static partial Regex Row();
}
