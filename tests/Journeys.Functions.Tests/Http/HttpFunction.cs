using System.Reflection;
using Journeys.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Tests.Http;

/// <summary>A function of the app that answers HTTP, as its attributes declare it.</summary>
internal sealed record HttpFunction(string Name, string Route, IReadOnlyList<string> Methods, AuthorizationLevel Level)
{
    public required MethodInfo Method { get; init; }

    /// <summary>All of them, in the order in which the Functions host tries them.</summary>
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(ApiMiddleware).Assembly.GetTypes()
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
        )
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        orderby function.Name.ToUpperInvariant()
        select new HttpFunction(
            function.Name,
            $"/{trigger.Route}",
            [.. (trigger.Methods ?? []).Select(verb => verb.ToUpperInvariant())],
            trigger.AuthLevel
        )
        {
            Method = method,
        },
    ];

    /// <summary>Whether a request to this address could also be meant for another function.</summary>
    public bool Overlaps(HttpFunction other) =>
        Methods.Intersect(other.Methods).Any()
        && Parts(Route).Length == Parts(other.Route).Length
        && Parts(Route).Zip(Parts(other.Route)).All(pair => Fit(pair.First, pair.Second));

    private static string[] Parts(string route) => route.Split('/');

    private static bool Fit(string one, string other) =>
        one.StartsWith('{') || other.StartsWith('{') || string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
