using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Functions.Instances;

/// <summary>Registers the instances that live on Durable Functions.</summary>
public static class InstanceServices
{
    public static IServiceCollection AddDurableInstances(this IServiceCollection services) =>
        services
            .AddSingleton<DurableClients>()
            .AddSingleton<Waker>()
            .AddSingleton<IWaker>(provider => provider.GetRequiredService<Waker>())
            .AddSingleton<IInstanceMemory, PurgedInstances>()
            .AddSingleton<IInstances, DurableInstances>();
}
