using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Times;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// Reads the keys of one step. What is wrong goes into the bag, with a stand-in returned so that one run finds all
/// mistakes; a definition with errors is never used.
/// </summary>
internal sealed class StepReader(StepSource source, JsonTree.Object step, ReadingScope scope)
{
    private readonly KeyReader keys = new(step, $"step \"{source.Name}\"", scope.Bag);

    public StepSource Source { get; } = source;

    public Named Name(string key) => keys.Text(key) is { } text ? new(text.Value, text.At) : new("", step.At);

    public Named EventType(string key)
    {
        var named = Name(key);
        keys.CheckEventType(named.Name, named.At);
        return named;
    }

    public TemplateText Template(string key) =>
        keys.Text(key) is { } text ? new(text.Value, text.At) : new("", step.At);

    public TemplateText? OptionalTemplate(string key) => step.Find(key) is null ? null : Template(key);

    /// <summary>
    /// An https address, or a template that makes one. Whether plain http to this machine is called is for the host to
    /// say.
    /// </summary>
    public TemplateText Address(string key)
    {
        var address = Template(key);
        if (address.Text.Length > 0 && !MayBeCalled(address.Text))
        {
            scope.Bag.Error(
                "J118",
                address.At,
                $"\"{address.Text}\" is no address to call; it begins with \"https://\""
            );
        }

        return address;
    }

    private static bool MayBeCalled(string address) =>
        address.StartsWith("{{", StringComparison.Ordinal)
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "http", IsLoopback: true });

    public string? OneOf(string key, IReadOnlyList<string> words) => keys.OneOf(key, words);

    public Way Way(string key) => keys.Text(key) is { } text ? To(key, text) : new(key, Source.Name, step.At);

    public Way? OptionalWay(string key) => step.Find(key) is null ? null : Way(key);

    public Delay Delay(string key) => keys.Delay(key);

    public BusinessCalendar? CalendarFor(params Delay?[] delays) =>
        scope.CalendarFor(keys, step.At, Array.Exists(delays, delay => delay is { IsBusiness: true }));

    public Deadline Deadline()
    {
        var within = Delay("within");
        var remind = step.Find("remind") is null ? null : Delay("remind");
        return new(within, remind, CalendarFor(within, remind));
    }

    public ImmutableArray<string> Asks() =>
        step.Find("asks") is null ? [] : [.. keys.Texts("asks").Select(ContactField)];

    public WaitUntil Until(string key) => new WaitUntilReader(keys, this).Read(key);

    public (ImmutableArray<WaitedEvent> Events, bool All) Waited(string key) =>
        new WaitedReader(scope).Read(keys.Object(key));

    /// <summary>The outcomes of a task, each with its way.</summary>
    public ImmutableArray<Way> Outcomes(string key)
    {
        var outcomes = keys.Object(key);
        if (outcomes is { Members.IsEmpty: true })
        {
            scope.Bag.Error(
                "J125",
                outcomes.At,
                $"\"{key}\" is empty; a task needs at least one outcome, such as \"done\""
            );
        }

        foreach (var member in outcomes?.Members ?? [])
        {
            if (!Words.IsName(member.Name) || member.Name == PersonStep.Withdrawn)
            {
                scope.Bag.Error(
                    "J104",
                    member.NameAt,
                    $"\"{member.Name}\" cannot be an outcome; use small letters, digits and hyphens, and not \"withdrawn\""
                );
            }
        }

        return [.. outcomes?.Members.Select(member => To(member)).OfType<Way>() ?? []];
    }

    public ImmutableArray<BranchArm> Arms(string key) =>
        [
            .. Items(key)
                .Select(arm =>
                {
                    var armKeys = new KeyReader(arm, $"a way of step \"{Source.Name}\"", scope.Bag);
                    armKeys.Only("if", "then");
                    var condition = armKeys.Required("if") is { } tree
                        ? Condition.Read(tree, scope.InSteps, scope.Bag)
                        : null;
                    var to = armKeys.Text("then") is { } text ? To("then", text) : null;
                    return condition is null || to is null
                        ? null
                        : new BranchArm(condition, to with { Label = condition.Words });
                })
                .OfType<BranchArm>(),
        ];

    public ImmutableArray<SplitArm> Shares(string key)
    {
        var arms = Items(key)
            .Select(arm =>
            {
                var armKeys = new KeyReader(arm, $"an arm of step \"{Source.Name}\"", scope.Bag);
                armKeys.Only("arm", "share", "then");
                var name = armKeys.Text("arm");
                var share = armKeys.Whole("share", 1, 1_000);
                var to = armKeys.Text("then") is { } text ? To("then", text) : null;
                return name is null || to is null
                    ? null
                    : new SplitArm(name.Value, share, to with { Label = name.Value });
            })
            .OfType<SplitArm>()
            .ToImmutableArray();
        return arms.IsEmpty ? [new("none", 1, new("none", Source.Name, step.At))] : arms;
    }

    /// <summary>The data of an effect, and the templates in it.</summary>
    public (Fields Data, IReadOnlyList<TemplateText> Texts) Data(string key)
    {
        if (step.Find(key) is null)
        {
            return (Fields.Empty, []);
        }

        var data = keys.Object(key);
        return data is null ? (Fields.Empty, []) : (data.ToFields(scope.Bag), [.. TextsIn(data)]);
    }

    public (ImmutableArray<FieldChange> Changes, IReadOnlyList<TemplateText> Texts) Changes(string key)
    {
        var changes = keys.Object(key);
        if (changes is null)
        {
            return ([], []);
        }

        if (changes.Members.IsEmpty)
        {
            scope.Bag.Error(
                "J125",
                changes.At,
                $"\"{key}\" is empty; name at least one field, such as \"contact.stage\""
            );
        }

        return ([.. changes.Members.Select(Change).OfType<FieldChange>()], [.. TextsIn(changes)]);
    }

    private FieldChange? Change(Member member)
    {
        var field = ContactField(new(member.NameAt, member.Name));
        switch (member.Value)
        {
            case JsonTree.Null:
                return new(field[8..], ChangeKind.Clear, null);
            case JsonTree.Object { Members: [{ Name: "add", Value: JsonTree.Number number }] }:
                return new(field[8..], ChangeKind.Add, FieldValue.Of(number.Value));
            case JsonTree.Object wrong:
                scope.Bag.Error(
                    "J128",
                    wrong.At,
                    $"\"{member.Name}\" takes a value, null to clear it, or {{ \"add\": 10 }}"
                );
                return null;
            default:
                return member.Value.ToFieldValue() is { } value ? new(field[8..], ChangeKind.Set, value) : null;
        }
    }

    private string ContactField(JsonTree.Text text)
    {
        if (text.Value.StartsWith("contact.", StringComparison.Ordinal) && text.Value.Length > 8)
        {
            return text.Value;
        }

        scope.Bag.Error(
            "J127",
            text.At,
            $"\"{text.Value}\" is not a field of the contact; write \"contact.{text.Value}\""
        );
        return "contact.";
    }

    private IEnumerable<JsonTree.Object> Items(string key)
    {
        if (keys.Required(key) is not JsonTree.List list || list.Items.IsEmpty)
        {
            scope.Bag.Error(
                "J125",
                step.Find(key)?.Value.At ?? step.At,
                $"\"{key}\" needs a list with at least one item"
            );
            yield break;
        }

        foreach (var item in list.Items)
        {
            if (item is JsonTree.Object arm)
            {
                yield return arm;
            }
            else
            {
                scope.Bag.Error("J103", item.At, $"expected an object, found {item.Kind}");
            }
        }
    }

    private Way? To(Member member)
    {
        if (member.Value is JsonTree.Text text)
        {
            return To(member.Name, text);
        }

        scope.Bag.Error("J103", member.Value.At, $"expected the name of a step, found {member.Value.Kind}");
        return null;
    }

    private Way To(string label, JsonTree.Text text)
    {
        if (text.Value == Steps.Way.Stay)
        {
            return new(label, null, text.At);
        }

        if (!scope.HasStep(text.Value))
        {
            scope.Bag.Error(
                "J107",
                text.At,
                $"step \"{Source.Name}\" goes to \"{text.Value}\", which does not exist."
                    + DidYouMean.For(text.Value, scope.Steps)
            );
        }

        return new(label, text.Value, text.At);
    }

    private static IEnumerable<TemplateText> TextsIn(JsonTree tree) =>
        tree switch
        {
            JsonTree.Text text => [new(text.Value, text.At)],
            JsonTree.Object inside => inside.Members.SelectMany(member => TextsIn(member.Value)),
            JsonTree.List list => list.Items.SelectMany(TextsIn),
            _ => [],
        };
}
