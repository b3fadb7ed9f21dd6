using System.Reflection;
using Journeys.Functions.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Infra;

/// <summary>What the app's functions are bound to, as their attributes say.</summary>
internal static class Triggers
{
    private static readonly IReadOnlyList<MethodInfo> Functions =
    [
        .. typeof(FunctionsServices)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    public static IReadOnlyList<string> Names { get; } =
    [.. Functions.Select(function => function.GetCustomAttribute<FunctionAttribute>()!.Name)];

    public static ServiceBusTriggerAttribute Topic { get; } = Of<ServiceBusTriggerAttribute>();

    public static QueueTriggerAttribute Queue { get; } = Of<QueueTriggerAttribute>();

    /// <summary>The connections that bindings name, of whatever kind they are.</summary>
    public static IReadOnlyList<string> Connections { get; } =
    [
        .. Functions
            .SelectMany(function => function.GetParameters().Append<ICustomAttributeProvider>(function))
            .SelectMany(bound => bound.GetCustomAttributes(inherit: true))
            .Select(binding => binding.GetType().GetProperty("Connection")?.GetValue(binding))
            .OfType<string>()
            .Distinct(),
    ];

    private static T Of<T>()
        where T : Attribute =>
        Functions.SelectMany(f => f.GetParameters()).Select(p => p.GetCustomAttribute<T>()).OfType<T>().Single();
}
