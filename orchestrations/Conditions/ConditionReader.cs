using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Times;

namespace Journeys.Orchestrations.Conditions;

/// <summary>Reads conditions; the findings go into the bag, all of them, so that an author mends a file once.</summary>
internal sealed class ConditionReader(ConditionScope scope, DiagnosticBag bag)
{
    /// <summary>The keys that are no paths.</summary>
    public static readonly ImmutableArray<string> Joints = ["any", "all", "not", "did"];

    private static readonly string[] DidKeys = ["event", "within", "atLeast"];

    public Condition? Read(JsonTree tree)
    {
        if (tree is not JsonTree.Object { Members: var members })
        {
            bag.Error(
                "J301",
                tree.At,
                $"a condition is an object such as {{ \"contact.country\": \"DE\" }}, not {tree.Kind}"
            );
            return null;
        }

        if (members.IsEmpty)
        {
            bag.Error("J302", tree.At, "the condition is empty; write what must hold, or leave the condition out");
            return null;
        }

        return Join([.. members.Select(ReadMember)], parts => new All(parts));
    }

    private Condition? ReadMember(Member member) =>
        member.Name switch
        {
            "any" => ReadList(member, parts => new Any(parts)),
            "all" => ReadList(member, parts => new All(parts)),
            "not" => Read(member.Value) is { } part ? new Not(part) : null,
            "did" => ReadDid(member.Value),
            _ => ReadPath(member),
        };

    // The tests of a refused path are judged all the same, so that everything is told at once. Unless it is no path at
    // all: what stands behind a misspelled "any" are no tests.
    private Condition? ReadPath(Member member)
    {
        var accepted = scope.Accepts(member.Name, member.NameAt, bag);
        var tests = accepted || member.Name.Contains('.') ? ReadTests(member) : null;
        return accepted ? tests : null;
    }

    private Condition? ReadTests(Member member) =>
        Join(
            [
                .. new TestReader(bag)
                    .Read(member)
                    .Select(test =>
                        test is null ? null : (Condition)new Comparison(member.Name, test) { At = member.NameAt }
                    ),
            ],
            parts => new All(parts)
        );

    private Condition? ReadList(Member member, Func<ImmutableArray<Condition>, Condition> join)
    {
        if (member.Value is not JsonTree.List { Items: var items })
        {
            bag.Error("J305", member.Value.At, $"\"{member.Name}\" is a list of conditions, not {member.Value.Kind}");
            return null;
        }

        if (items.IsEmpty)
        {
            bag.Error("J302", member.Value.At, $"\"{member.Name}\" is empty; write at least one condition");
            return null;
        }

        return Join([.. items.Select(Read)], join);
    }

    private static Condition? Join(ImmutableArray<Condition?> parts, Func<ImmutableArray<Condition>, Condition> join) =>
        parts.IsEmpty || parts.Any(part => part is null) ? null
        : parts.Length == 1 ? parts[0]
        : join([.. parts.OfType<Condition>()]);

    private Did? ReadDid(JsonTree tree)
    {
        if (tree is JsonTree.Text)
        {
            return ReadType(tree) is { } only ? new(only, Within: null, AtLeast: 1) { At = tree.At } : null;
        }

        if (tree is not JsonTree.Object described)
        {
            bag.Error("J309", tree.At, $"\"did\" is an event's type, or an object with \"event\", not {tree.Kind}");
            return null;
        }

        var known = true;
        foreach (var member in described.Members.Where(member => !DidKeys.Contains(member.Name)))
        {
            known = false;
            bag.Error(
                "J309",
                member.NameAt,
                $"\"did\" has no \"{member.Name}\".{DidYouMean.For(member.Name, DidKeys)}"
            );
        }

        var type = ReadType(described.Get("event") ?? described);
        var fine = ReadWithin(described.Get("within"), out var within);
        fine &= ReadAtLeast(described.Get("atLeast"), out var atLeast);
        return known && fine && type is not null
            ? new(type, within, atLeast) { At = described.Get("event")!.At }
            : null;
    }

    private string? ReadType(JsonTree tree)
    {
        if (tree is JsonTree.Text { Value: { Length: > 0 and <= 200 } type } && !type.Any(char.IsWhiteSpace))
        {
            return type;
        }

        bag.Error("J309", tree.At, "\"did\" needs an event's type, such as \"email.clicked\"");
        return null;
    }

    private bool ReadWithin(JsonTree? tree, out Delay? within)
    {
        within = null;
        if (tree is null)
        {
            return true;
        }

        var problem = "\"within\" is a duration such as \"90 days\", not " + tree.Kind;
        if (tree is JsonTree.Text text && Delay.TryParse(text.Value, out within, out problem) && within.IsBusiness)
        {
            problem = "business time cannot be used here; write ordinary days or hours";
        }

        if (problem.Length > 0)
        {
            bag.Error("J308", tree.At, problem);
        }

        return problem.Length == 0;
    }

    private bool ReadAtLeast(JsonTree? tree, out int atLeast)
    {
        atLeast = 1;
        if (tree is JsonTree.Number { Value: >= 1 and <= Did.MostCounted } number && decimal.IsInteger(number.Value))
        {
            atLeast = (int)number.Value;
        }
        else if (tree is not null)
        {
            bag.Error(
                "J309",
                tree.At,
                $"\"atLeast\" is a whole number from 1 to {Did.MostCounted}, the touchpoints kept of each type"
            );
            return false;
        }

        return true;
    }
}
