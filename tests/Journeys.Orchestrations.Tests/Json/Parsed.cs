using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Tests.Json;

/// <summary>Reads a text that a test expects to be JSON.</summary>
internal static class Parsed
{
    public static JsonTree Tree(string text)
    {
        var bag = new DiagnosticBag("test.json");
        var tree = JsonTree.Parse(text, bag);
        Assert.Empty(bag.Items);
        return tree!;
    }

    public static JsonTree.Object Object(string text) => Assert.IsType<JsonTree.Object>(Tree(text));
}
