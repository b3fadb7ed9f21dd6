using System.Text.Json;

namespace Journeys.Functions.Tests.Infra;

/// <summary>What the functions listen to is what Bicep makes.</summary>
public sealed class TriggerTests
{
    private static readonly BicepFile Journeys = Sources.Bicep["journeys.bicep"];

    [Fact]
    public void The_topic_and_the_subscription_are_those_that_are_made()
    {
        Assert.Equal(Journeys.Literal("topic"), Triggers.Topic.TopicName);
        Assert.Equal(Journeys.Literal("subscriber"), Triggers.Topic.SubscriptionName);
        Assert.True(Triggers.Topic.IsSessionsEnabled);
        Assert.Contains("requiresSession: true", Sources.Bicep["modules/messaging.bicep"].Source);
    }

    [Fact]
    public void The_queue_and_its_poison_queue_are_made_in_the_account_of_the_product()
    {
        var data = Journeys
            .Body("dataStorage")
            .Where(token => token.Kind == BicepKind.Text)
            .Select(token => token.Text);

        Assert.Equal(Journeys.Literal("queue"), Triggers.Queue.QueueName);
        // The queue by its name, and beside it the one that the platform gives its poison to.
        Assert.Contains("${}-poison", data);
        Assert.Equal("JourneysStorage", Triggers.Queue.Connection);
    }

    [Fact]
    public void The_hub_is_the_one_that_host_json_names()
    {
        using var host = JsonDocument.Parse(Sources.Text("functions", "host.json"));
        var durable = host.RootElement.GetProperty("extensions").GetProperty("durableTask");

        Assert.Equal(Journeys.Literal("hub"), durable.GetProperty("hubName").GetString());
    }

    [Fact]
    public void The_host_listens_to_sessions_and_settles_messages_itself()
    {
        using var host = JsonDocument.Parse(Sources.Text("functions", "host.json"));
        var serviceBus = host.RootElement.GetProperty("extensions").GetProperty("serviceBus");

        Assert.False(serviceBus.GetProperty("autoCompleteMessages").GetBoolean());
        Assert.False(Triggers.Topic.AutoCompleteMessages);
    }

    [Fact]
    public void The_function_that_can_be_switched_off_is_there() =>
        Assert.Contains(SettingsTable.TopicSwitch.Split('.')[1], Triggers.Names);
}
