using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Reads and checks a scenario; all mistakes at once, each with its place.</summary>
public static class ScenarioReader
{
    /// <summary>
    /// How long after the last instant it names a scenario is played that expects its run to end: a run that only goes
    /// round in circles is not played for ever.
    /// </summary>
    public static readonly Duration Patience = Duration.FromDays(366);

    private static readonly string[] Keys =
    [
        "$schema",
        "scenario",
        "description",
        "given",
        "when",
        "expect",
        "finally",
        "until",
    ];

    /// <summary>Reads a scenario.</summary>
    /// <param name="file">The file, as the author knows it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="definition">The journey it is about.</param>
    /// <param name="fields">The declared fields, such as <c>contact.country</c>; another is a warning. Empty: not judged.</param>
    public static ScenarioReading Read(
        string file,
        string text,
        JourneyDefinition definition,
        ImmutableArray<string> fields
    )
    {
        var bag = new DiagnosticBag(file);
        Scenario? scenario = null;
        switch (JsonTree.Parse(text, bag))
        {
            case null:
                break;
            case JsonTree.Object tree:
                scenario = Read(file, tree, new(definition, fields, bag));
                break;
            case var other:
                bag.Error("J103", other.At, $"expected a scenario, which is an object, found {other.Kind}");
                break;
        }

        var findings = bag.Items.OrderBy(found => found.At.Line).ThenBy(found => found.At.Column);
        return new(bag.HasErrors ? null : scenario, [.. findings]);
    }

    private static Scenario? Read(string file, JsonTree.Object tree, ScenarioScope scope)
    {
        var keys = new KeyReader(tree, "a scenario", scope.Bag);
        keys.Only(Keys);
        var title = keys.Text("scenario")?.Value ?? file;
        var given = keys.Object("given") is { } known ? new GivenReader(scope).Read(known) : null;
        var start = given?.At ?? Instant.FromUnixTimeTicks(0);
        var when = Items(keys, "when", scope.Bag)
            .Aggregate(
                ImmutableArray<Happening>.Empty,
                (list, item) =>
                    new HappeningReader(scope).Read(item, list.IsEmpty ? start : list[^1].At) is { } one
                        ? list.Add(one)
                        : list
            );
        var expect = Items(keys, "expect", scope.Bag)
            .Aggregate(
                ImmutableArray<Expectation>.Empty,
                (list, item) =>
                    new ExpectationReader(scope).Read(item, list.IsEmpty ? start : list[^1].At) is { } one
                        ? list.Add(one)
                        : list
            );
        var last = Last(start, when, expect);
        if (keys.Object("finally") is not { } final || given is null)
        {
            return null;
        }

        var end = new EndReader(scope).Read(final, last, out var named);
        last = Instant.Max(last, named);
        var until = keys.Has("until") ? scope.Times.From(keys.Text("until"), last) : Usual(end, last);
        return new(file, title, given, when, expect, end, until);
    }

    private static Instant Usual(ExpectedEnd end, Instant last) =>
        end.State is "finished" or "held" ? last + Patience : last;

    private static Instant Last(Instant start, ImmutableArray<Happening> when, ImmutableArray<Expectation> expect)
    {
        var last = when.IsEmpty ? start : when[^1].At;
        return expect.IsEmpty ? last : Instant.Max(last, expect[^1].At);
    }

    internal static IEnumerable<JsonTree.Object> Items(KeyReader keys, string key, DiagnosticBag bag)
    {
        switch (keys.Required(key))
        {
            case JsonTree.List list:
                foreach (var stray in list.Items.Where(item => item is not JsonTree.Object))
                {
                    bag.Error("J103", stray.At, $"expected an object, found {stray.Kind}");
                }

                return list.Items.OfType<JsonTree.Object>();
            case null:
                return [];
            case var other:
                bag.Error("J103", other.At, $"\"{key}\" takes a list, found {other.Kind}");
                return [];
        }
    }
}

/// <summary>What reading a scenario came to.</summary>
/// <param name="Scenario">The scenario; null when there are errors.</param>
/// <param name="Diagnostics">Errors and warnings.</param>
public sealed record ScenarioReading(Scenario? Scenario, ImmutableArray<Diagnostic> Diagnostics);
