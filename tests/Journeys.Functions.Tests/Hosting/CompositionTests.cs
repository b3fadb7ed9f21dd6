using System.Reflection;
using Journeys.Functions.Events;
using Journeys.Functions.Hosting;
using Journeys.Functions.Http;
using Journeys.Functions.Mail;
using Journeys.Functions.Settings;
using Journeys.Functions.Storage;
using Journeys.Runtime.Events;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Tests.Hosting;

/// <summary>
/// The app as its settings put it together. On a developer's machine the worker checks before it starts that everything
/// registered can be made, as these tests do.
/// </summary>
public sealed class CompositionTests
{
    private readonly Dictionary<string, string?> set = new() { ["JourneysStorage"] = "UseDevelopmentStorage=true" };

    [Fact]
    public void Every_function_can_be_made_with_nothing_but_a_storage_account()
    {
        var services = Services(new FunctionsSettings());

        services.BuildServiceProvider(Strict).Dispose();
        Assert.Equal(typeof(IntakePublisher), Registered<IEventPublisher>(services));
    }

    [Fact]
    public void Every_function_can_be_made_with_a_topic_and_sendgrid()
    {
        set["JourneysServiceBus:fullyQualifiedNamespace"] = "journeys.servicebus.windows.net";
        set["JourneysStorage"] = null;
        set["JourneysStorage:tableServiceUri"] = "https://journeys.table.core.windows.net";
        var services = Services(new FunctionsSettings { SendGrid = new("SG.1", "news@example.com") });

        services.BuildServiceProvider(Strict).Dispose();
        Assert.Equal(typeof(TopicPublisher), Registered<IEventPublisher>(services));
        Assert.Equal(typeof(SendGridSender), Registered<IMailSender>(services));
        Assert.DoesNotContain(services, service => service.ServiceType == typeof(IMailArchive));
    }

    [Fact]
    public void Without_a_storage_account_the_app_does_not_start_and_says_what_to_set()
    {
        set.Clear();

        var missing = Assert.Throws<ConnectionMissingException>(() => Services(new FunctionsSettings()));

        Assert.StartsWith("The setting JourneysStorage is missing.", missing.Message);
    }

    private static ServiceProviderOptions Strict => new() { ValidateOnBuild = true, ValidateScopes = true };

    private static Type? Registered<T>(IServiceCollection services) =>
        services.Last(service => service.ServiceType == typeof(T)).ImplementationType;

    private ServiceCollection Services(FunctionsSettings settings)
    {
        var services = new ServiceCollection();
        services.AddAzureHost(new ConfigurationBuilder().AddInMemoryCollection(set).Build(), settings, true);
        services.AddSingleton<ApiMiddleware>();
        // The worker makes the functions' classes itself, of what is registered.
        foreach (var type in typeof(ApiMiddleware).Assembly.GetTypes().Where(HasFunctions))
        {
            services.AddTransient(type);
        }

        return services;
    }

    private static bool HasFunctions(Type type) =>
        !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<FunctionAttribute>() is not null);
}
