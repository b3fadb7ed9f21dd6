using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Journeys.Functions.Tests.Hosting;

/// <summary>What the platform is told in host.json.</summary>
public sealed class HostJsonTests
{
    private static readonly string Folder = Path.Combine(Root(), "functions");

    /// <summary>Without options: comments would be refused.</summary>
    private readonly JsonElement host = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(Folder, "host.json")))
        .RootElement;

    [Fact]
    public void Every_setting_of_host_json_has_its_reason_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Folder, "README.md"));

        Assert.All(
            Leaves(host, "").Where(setting => setting != "version"),
            setting => Assert.Contains($"`{Entry(setting)}`", readme)
        );
    }

    [Fact]
    public void The_paths_are_those_of_the_local_host() =>
        Assert.Equal("", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());

    [Fact]
    public void The_task_hub_is_the_one_that_the_infrastructure_makes()
    {
        var hub = host.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString();

        Assert.Contains($"var hub = '{hub}'", File.ReadAllText(Path.Combine(Root(), "infra", "journeys.bicep")));
        Assert.Contains($"DTS_TASK_HUB_NAMES: {hub}", File.ReadAllText(Path.Combine(Root(), "infra", "compose.yaml")));
    }

    [Fact]
    public void A_start_never_replaces_a_running_orchestration_and_a_bad_message_is_settled_by_us()
    {
        var extensions = host.GetProperty("extensions");

        Assert.Equal(
            "NonRunningStates",
            extensions.GetProperty("durableTask").GetProperty("overridableExistingInstanceStates").GetString()
        );
        Assert.False(extensions.GetProperty("serviceBus").GetProperty("autoCompleteMessages").GetBoolean());
        Assert.Equal("OpenTelemetry", host.GetProperty("telemetryMode").GetString());
    }

    // Tracing and logging have one line each.
    private static string Entry(string setting) =>
        setting.StartsWith("logging.logLevel.", StringComparison.Ordinal) ? "logging.logLevel"
        : setting.StartsWith("extensions.durableTask.tracing.", StringComparison.Ordinal) ? "durableTask.tracing"
        : setting.Replace("extensions.", "", StringComparison.Ordinal);

    private static IEnumerable<string> Leaves(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object
            ? element
                .EnumerateObject()
                .SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
            : [path];

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
