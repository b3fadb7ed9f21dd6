using Journeys.Functions.Events;
using Journeys.Functions.Mail;
using Journeys.Runtime;
using Journeys.Runtime.Events;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Tests.Events;

/// <summary>Who publishes events and who sends mails, as the settings say.</summary>
public sealed class EventServicesTests
{
    [Theory]
    [InlineData(null, null, typeof(IntakePublisher))]
    [InlineData("JourneysServiceBus", "Endpoint=sb://localhost;…", typeof(TopicPublisher))]
    [InlineData("JourneysServiceBus:fullyQualifiedNamespace", "spring.servicebus.windows.net", typeof(TopicPublisher))]
    [InlineData("JourneysServiceBus:credential", "managedidentity", typeof(IntakePublisher))]
    public void Events_go_to_the_topic_when_there_is_one(string? name, string? value, Type expected)
    {
        var services = new ServiceCollection()
            .AddJourneysRuntime(new RuntimeSettings())
            .AddTopicPublisher(Settings(name, value));

        Assert.Equal(expected, Registered<IEventPublisher>(services));
    }

    [Fact]
    public void Mails_are_captured_until_there_is_a_key_for_SendGrid()
    {
        var captured = new ServiceCollection().AddSendGrid(null);
        var sent = new ServiceCollection().AddSendGrid(new("SG.1", "news@example.com"));

        Assert.Contains(captured, service => service.ServiceType == typeof(IMailArchive));
        Assert.DoesNotContain(sent, service => service.ServiceType == typeof(IMailArchive));
        Assert.Equal(typeof(SendGridSender), Registered<IMailSender>(sent));
    }

    private static Type? Registered<T>(IServiceCollection services) =>
        Assert.Single(services, service => service.ServiceType == typeof(T)).ImplementationType;

    private static IConfiguration Settings(string? name, string? value) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(name is null ? [] : [KeyValuePair.Create(name, value)])
            .Build();
}
