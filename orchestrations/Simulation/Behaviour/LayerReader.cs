using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>Reads what is said of mails, events, teams and steps, in the file or in one of its segments.</summary>
internal sealed class LayerReader(BehaviourScope scope, DiagnosticBag bag)
{
    private readonly SpreadReader spreads = new(bag);
    private readonly AnswerReader answers = new(scope, bag);

    /// <summary>The keys that it reads.</summary>
    public static readonly IReadOnlyList<string> Keys = ["mails", "events", "teams", "steps"];

    public Layer Read(JsonTree.Object tree) =>
        new(
            Section(tree, "mails", Mail),
            Section(tree, "events", Event),
            Section(tree, "teams", answers.OfTeam),
            Section(tree, "steps", answers.OfStep)
        );

    /// <summary>What is said of teams besides their answers.</summary>
    public FrozenDictionary<string, TeamRule> Rules(JsonTree.Object tree) => Section(tree, "teams", Rule);

    /// <summary>The name of a calendar that there is.</summary>
    public static string? Calendar(KeyReader keys, string key, BehaviourScope scope)
    {
        if (keys.Text(key) is not { } text || scope.Calendars.Contains(text.Value))
        {
            return keys.Has(key) ? keys.Text(key)?.Value : null;
        }

        keys.Bag.Error(
            "J114",
            text.At,
            $"there is no calendar \"{text.Value}\" in calendars/.{DidYouMean.For(text.Value, scope.Calendars)}"
        );
        return null;
    }

    /// <summary>A number from 0 to 1.</summary>
    public static double Chance(JsonTree? tree, DiagnosticBag bag)
    {
        switch (tree)
        {
            case null:
                return 0;
            case JsonTree.Number { Value: >= 0 and <= 1 } number:
                return (double)number.Value;
            case JsonTree.Number number:
                var percent = number.Value is > 1 and <= 100 ? $"; {number.Value} percent is {number.Value / 100}" : "";
                bag.Error("J701", number.At, $"a chance lies between 0 and 1, not at {number.Value}{percent}");
                return 0;
            default:
                bag.Error("J701", tree.At, $"a chance is a number between 0 and 1, found {tree.Kind}");
                return 0;
        }
    }

    private FrozenDictionary<string, T> Section<T>(JsonTree.Object tree, string key, Func<Member, T?> read)
        where T : class
    {
        if (tree.Find(key) is not { } section)
        {
            return FrozenDictionary<string, T>.Empty;
        }

        if (section.Value is not JsonTree.Object named)
        {
            bag.Error("J103", section.Value.At, $"\"{key}\" takes an object by name, found {section.Value.Kind}");
            return FrozenDictionary<string, T>.Empty;
        }

        return named
            .Members.Select(member => (member.Name, Value: read(member)))
            .Where(entry => entry.Value is not null)
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Value!, StringComparer.Ordinal);
    }

    private FrozenDictionary<string, Reaction>? Mail(Member mail)
    {
        if (mail.Name != Layer.AnyMail && !scope.Mails.Contains(mail.Name))
        {
            bag.Error(
                "J704",
                mail.NameAt,
                $"no step sends a mail \"{mail.Name}\"; \"*\" is every mail.{DidYouMean.For(mail.Name, scope.Mails)}"
            );
            return null;
        }

        if (mail.Value is not JsonTree.Object types)
        {
            bag.Error("J103", mail.Value.At, $"expected events with their chances, found {mail.Value.Kind}");
            return null;
        }

        return types
            .Members.Select(type => (type.Name, Reaction: ReadReaction(type, "chance", "after")))
            .Where(entry => entry.Reaction is not null)
            .ToFrozenDictionary(entry => entry.Name, entry => entry.Reaction!, StringComparer.Ordinal);
    }

    private Reaction? Event(Member type)
    {
        if (!scope.Concerns(type.Name))
        {
            bag.Warning("J705", type.NameAt, $"no journey listens for \"{type.Name}\": it changes nothing");
        }

        return ReadReaction(type, "chance", "after", "from");
    }

    private Reaction? ReadReaction(Member type, params string[] known)
    {
        if (type.Value is not JsonTree.Object tree)
        {
            bag.Error(
                "J103",
                type.Value.At,
                $"expected {{ \"chance\": 0.2, \"after\": \"2 hours\" }}, found {type.Value.Kind}"
            );
            return null;
        }

        var keys = new KeyReader(tree, $"\"{type.Name}\"", bag);
        keys.Only(known);
        keys.CheckEventType(type.Name, type.NameAt);
        var chance = Chance(keys.Required("chance"), bag);
        return keys.Required("after") is { } after ? new(chance, spreads.Read(after), StepNamed(keys)) : null;
    }

    private string? StepNamed(KeyReader keys)
    {
        if (!keys.Has("from") || keys.Text("from") is not { } text)
        {
            return null;
        }

        if (!scope.Steps.Contains(text.Value))
        {
            bag.Error(
                "J704",
                text.At,
                $"\"from\" names step \"{text.Value}\", which does not exist.{DidYouMean.For(text.Value, scope.Steps)}"
            );
        }

        return text.Value;
    }

    private TeamRule? Rule(Member team)
    {
        if (team.Value is not JsonTree.Object tree)
        {
            return null;
        }

        var keys = new KeyReader(tree, $"team \"{team.Name}\"", bag);
        var calendar = keys.Has("calendar") ? Calendar(keys, "calendar", scope) : null;
        switch (tree.Get("tasksPerDay"))
        {
            case null:
                return new(calendar, null);
            case JsonTree.Number { Value: > 0 and <= 10_000 } tasks:
                return new(calendar, tasks.Value);
            case var other:
                bag.Error("J707", other.At, "\"tasksPerDay\" takes how many tasks one member does a day, above 0");
                return new(calendar, null);
        }
    }
}
