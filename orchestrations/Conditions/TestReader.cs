using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Conditions;

/// <summary>Reads what stands behind a path: a value that it must be, or an object of operators that must all hold.</summary>
internal sealed class TestReader(DiagnosticBag bag)
{
    private static readonly string[] Operators =
    [
        "is",
        "isNot",
        "in",
        "notIn",
        "above",
        "atLeast",
        "below",
        "atMost",
        "contains",
        "startsWith",
        "endsWith",
        "exists",
        "before",
        "after",
    ];

    /// <summary>The tests, null in place of one that is refused.</summary>
    public ImmutableArray<Test?> Read(Member member)
    {
        switch (member.Value)
        {
            case JsonTree.Object { Members: { IsEmpty: false } operators }:
                return [.. operators.Select(ReadOperator)];
            case JsonTree.Object:
                bag.Error(
                    "J302",
                    member.Value.At,
                    $"\"{member.Name}\" has no operator; write one, such as {{ \"is\": \"DE\" }}"
                );
                return [null];
            case JsonTree.List:
                bag.Error("J305", member.Value.At, "a list needs an operator; write { \"in\": [ … ] }");
                return [null];
            default:
                return [ReadIs(member.Value, not: false)];
        }
    }

    private Test? ReadOperator(Member member) =>
        member.Name switch
        {
            "is" => ReadIs(member.Value, not: false),
            "isNot" => ReadIs(member.Value, not: true),
            "in" => ReadIn(member, not: false),
            "notIn" => ReadIn(member, not: true),
            "above" => ReadNumber(member, Order.Above),
            "atLeast" => ReadNumber(member, Order.AtLeast),
            "below" => ReadNumber(member, Order.Below),
            "atMost" => ReadNumber(member, Order.AtMost),
            "contains" => ReadPart(member, Where.Anywhere),
            "startsWith" => ReadPart(member, Where.Start),
            "endsWith" => ReadPart(member, Where.End),
            "exists" => member.Value is JsonTree.Flag flag
                ? new Test.Exists(flag.Value)
                : Refuse(member, "true or false"),
            "before" => ReadDate(member, before: true),
            "after" => ReadDate(member, before: false),
            _ => RefuseOperator(member),
        };

    private Test? ReadIs(JsonTree tree, bool not)
    {
        if (tree is JsonTree.Null)
        {
            return new Test.Exists(not);
        }

        if (Scalar(tree) is { } value)
        {
            return new Test.Is([value], not);
        }

        bag.Error(
            "J305",
            tree.At,
            $"one value is expected, not {tree.Kind}; for several write {{ \"{(not ? "notIn" : "in")}\": [ … ] }}"
        );
        return null;
    }

    private Test? ReadIn(Member member, bool not)
    {
        if (member.Value is not JsonTree.List { Items: { IsEmpty: false } items })
        {
            return Refuse(member, "a list of values, at least one");
        }

        var values = items.Select(Scalar).OfType<FieldValue>().ToImmutableArray();
        return values.Length == items.Length
            ? new Test.Is(values, not)
            : Refuse(member, "a list of texts, numbers, true or false");
    }

    private Test? ReadNumber(Member member, Order order) =>
        member.Value is JsonTree.Number bound ? new Test.Number(order, bound.Value)
        : member.Value is JsonTree.Text { Value: var text } && Moment.Read(text, out _) is not null
            ? Refuse(member, "a number; for dates write \"before\" or \"after\"")
        : Refuse(member, "a number");

    private Test? ReadPart(Member member, Where where) =>
        Scalar(member.Value) switch
        {
            // Everything contains nothing, so an empty text is a slip.
            FieldValue.Text { Value.Length: 0 } => Refuse(member, "a text that is not empty"),
            { } value when where == Where.Anywhere || value is FieldValue.Text => new Test.Part(where, value),
            _ => Refuse(member, where == Where.Anywhere ? "one value" : "a text"),
        };

    private Test? ReadDate(Member member, bool before)
    {
        if (member.Value is not JsonTree.Text text)
        {
            return Refuse(member, "a date, such as \"2026-03-01\", \"now\" or \"7 days ago\"");
        }

        if (Moment.Read(text.Value, out var problem) is { } moment)
        {
            return new Test.Date(before, moment);
        }

        bag.Error("J308", text.At, problem);
        return null;
    }

    private static FieldValue? Scalar(JsonTree tree) => tree is JsonTree.List ? null : tree.ToFieldValue();

    private Test? Refuse(Member member, string expected)
    {
        bag.Error("J305", member.Value.At, $"\"{member.Name}\" takes {expected}; found {member.Value.Kind}");
        return null;
    }

    private Test? RefuseOperator(Member member)
    {
        bag.Error(
            "J304",
            member.NameAt,
            $"\"{member.Name}\" is no operator; expected one of {string.Join(", ", Operators)}."
                + DidYouMean.For(member.Name, Operators)
        );
        return null;
    }
}
