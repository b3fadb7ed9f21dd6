using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using NodaTime.Text;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>Reads <c>behaviour.json</c>; all mistakes at once, each with its place (codes J7xx).</summary>
public static class BehaviourReader
{
    private static readonly string[] Keys =
    [
        "$schema",
        "description",
        "from",
        "arrivals",
        "segments",
        "mails",
        "events",
        "teams",
        "steps",
    ];

    /// <summary>Reads a model.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="scope">What it may speak of.</param>
    /// <param name="bag">What is wrong with it.</param>
    /// <returns>The model; null when there are errors.</returns>
    public static BehaviourModel? Read(string text, BehaviourScope scope, DiagnosticBag bag)
    {
        switch (JsonTree.Parse(text, bag))
        {
            case JsonTree.Object tree:
                var model = Read(tree, scope, bag);
                return bag.HasErrors ? null : model;
            case null:
                return null;
            case var other:
                bag.Error("J103", other.At, $"expected a behaviour model, which is an object, found {other.Kind}");
                return null;
        }
    }

    private static BehaviourModel Read(JsonTree.Object tree, BehaviourScope scope, DiagnosticBag bag)
    {
        var keys = new KeyReader(tree, "a behaviour model", bag);
        keys.Only(Keys);
        var layers = new LayerReader(scope, bag);
        var refined = ImmutableArray<Segment>.Empty;
        if (keys.Has("segments") && keys.Object("segments") is { } segments)
        {
            refined = new SegmentReader(scope, layers, bag).Read(segments);
        }

        return new(From(keys, bag), ReadArrivals(keys, scope, bag), refined, layers.Rules(tree), [layers.Read(tree)]);
    }

    private static NodaTime.LocalDate? From(KeyReader keys, DiagnosticBag bag)
    {
        if (!keys.Has("from") || keys.Text("from") is not { } text)
        {
            return null;
        }

        if (LocalDatePattern.Iso.Parse(text.Value).TryGetValue(default, out var date))
        {
            return date;
        }

        bag.Error("J706", text.At, $"\"{text.Value}\" is no date; write it as \"2026-03-02\"");
        return null;
    }

    private static Arrivals? ReadArrivals(KeyReader keys, BehaviourScope scope, DiagnosticBag bag)
    {
        if (!keys.Has("arrivals") || keys.Object("arrivals") is not { } tree)
        {
            return null;
        }

        var arrivals = new KeyReader(tree, "\"arrivals\"", bag);
        arrivals.Only("over", "during");
        var over = arrivals.Required("over") is { } length ? new SpreadReader(bag).Length(length) : default;
        return new(over, arrivals.Has("during") ? LayerReader.Calendar(arrivals, "during", scope) : null);
    }
}
