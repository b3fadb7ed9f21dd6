using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace Journeys.Functions.Tests.Infra;

/// <summary>The emulators stand for what Bicep makes in Azure, as far as they can.</summary>
public sealed partial class EmulatorTests
{
    private static readonly string Compose = Sources.Text("infra", "compose.yaml");

    private static readonly BicepFile Journeys = Sources.Bicep["journeys.bicep"];

    private static readonly JsonElement Topic = JsonDocument
        .Parse(Sources.Text("infra", "servicebus-emulator.json"))
        .RootElement.GetProperty("UserConfig")
        .GetProperty("Namespaces")[0]
        .GetProperty("Topics")[0];

    private static readonly JsonElement Subscription = Topic.GetProperty("Subscriptions")[0];

    [Fact]
    public void The_emulator_has_the_topic_and_the_subscription_of_azure()
    {
        Assert.Equal(Journeys.Literal("topic"), Topic.GetProperty("Name").GetString());
        Assert.Equal(Journeys.Literal("subscriber"), Subscription.GetProperty("Name").GetString());
        Assert.True(Topic.GetProperty("Properties").GetProperty("RequiresDuplicateDetection").GetBoolean());
        Assert.True(Subscription.GetProperty("Properties").GetProperty("RequiresSession").GetBoolean());
        Assert.True(
            Subscription.GetProperty("Properties").GetProperty("DeadLetteringOnMessageExpiration").GetBoolean()
        );
    }

    // The schema of the emulator's configuration: no more than an hour, five minutes and ten deliveries.
    [Fact]
    public void The_emulator_is_not_asked_for_more_than_it_takes()
    {
        var topic = Topic.GetProperty("Properties");

        Assert.True(Span(topic, "DefaultMessageTimeToLive") <= TimeSpan.FromHours(1));
        Assert.True(Span(topic, "DuplicateDetectionHistoryTimeWindow") <= TimeSpan.FromMinutes(5));
        Assert.True(Span(Subscription.GetProperty("Properties"), "LockDuration") <= TimeSpan.FromMinutes(5));
        Assert.InRange(Subscription.GetProperty("Properties").GetProperty("MaxDeliveryCount").GetInt32(), 1, 10);
    }

    [Fact]
    public void The_scheduler_has_the_hub_of_azure() =>
        Assert.Contains($"DTS_TASK_HUB_NAMES: {Journeys.Literal("hub")}\n", Compose, StringComparison.Ordinal);

    [Fact]
    public void Every_image_is_pinned()
    {
        var images = Image().Matches(Compose).Select(match => match.Groups["tag"].Value).ToList();

        Assert.Equal(4, images.Count);
        Assert.All(images, tag => Assert.Matches("[0-9]", tag));
    }

    [Fact]
    public void Azurite_is_the_same_in_a_container_and_from_npm()
    {
        using var package = JsonDocument.Parse(Sources.Text("package.json"));
        var version = package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString();

        Assert.Contains($"/azurite:{version}\n", Compose, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_this_machine_reaches_the_emulators() =>
        Assert.All(Port().Matches(Compose), port => Assert.StartsWith("127.0.0.1:", port.Groups["port"].Value));

    [Fact]
    public void Licences_and_passwords_are_for_whoever_starts_them_to_give()
    {
        var given = Given().Matches(Compose).Select(match => match.Groups["value"].Value);

        Assert.All(given, value => Assert.Matches(@"^\$\{\w+:-\}$", value));
    }

    private static TimeSpan Span(JsonElement of, string name) =>
        XmlConvert.ToTimeSpan(of.GetProperty(name).GetString()!);

    [GeneratedRegex(@"^    image: [^:\s]+:(?<tag>\S+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Image();

    [GeneratedRegex("^      - \"(?<port>[0-9.:]+)\"$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1_000)]
    private static partial Regex Port();

    [GeneratedRegex(@"(ACCEPT_EULA|PASSWORD): (?<value>\S+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Given();
}
