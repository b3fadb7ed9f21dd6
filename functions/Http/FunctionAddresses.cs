using System.Collections.Frozen;
using System.Reflection;
using Journeys.Runtime.Access;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>The addresses of the functions by their names, as their attributes declare them.</summary>
public static class FunctionAddresses
{
    private static readonly FrozenDictionary<string, ApiAddress> ByName = (
        from type in typeof(FunctionAddresses).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
        where trigger is not null
        select (function.Name, Address: ApiAddress.Of(trigger.Methods?.FirstOrDefault(), trigger.Route ?? ""))
    ).ToFrozenDictionary(function => function.Name, function => function.Address, StringComparer.Ordinal);

    /// <summary>What a function answers, and who may ask it.</summary>
    public static ApiAddress Of(string function) => ByName.GetValueOrDefault(function, ApiAddress.Nowhere);
}
