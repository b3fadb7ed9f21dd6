using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>
/// Reads the kinds of contacts. With shares they are the segments there are; without, they refine those of the workspace's
/// model.
/// </summary>
internal sealed class SegmentReader(BehaviourScope scope, LayerReader layers, DiagnosticBag bag)
{
    // Thirds are written as 0.333: what is missing then is shared out.
    private const decimal Tolerance = 0.005m;

    private readonly FieldRuleReader fields = new(bag);

    public ImmutableArray<Segment> Read(JsonTree.Object tree)
    {
        if (tree.Members.IsEmpty)
        {
            bag.Error("J125", tree.At, "\"segments\" is empty; name at least one, or leave it out");
            return [];
        }

        var refining = !tree.Members.Any(member =>
            member.Value is JsonTree.Object segment && segment.Find("share") is not null
        );
        var read = tree.Members.Select(member => refining ? Refine(member) : Define(member)).OfType<Segment>().ToList();
        if (refining)
        {
            return [.. scope.Segments.Select(known => read.Find(segment => segment.Name == known.Name) ?? known)];
        }

        CheckShares(tree, read);
        return [.. read];
    }

    private Segment? Define(Member member)
    {
        if (Object(member) is not { } tree)
        {
            return null;
        }

        var keys = Keys(member, tree);
        var share = LayerReader.Chance(keys.Required("share"), bag);
        return new(
            member.Name,
            share,
            Fields(keys, "contact"),
            Fields(keys, "account"),
            Fields(keys, "event"),
            layers.Read(tree)
        );
    }

    private Segment? Refine(Member member)
    {
        var known = scope.Segments.FirstOrDefault(segment => segment.Name == member.Name);
        if (known is null)
        {
            var names = scope.Segments.Select(segment => segment.Name).ToList();
            var there = names.Count == 0 ? "the workspace's model has none" : $"there are {string.Join(", ", names)}";
            bag.Error(
                "J704",
                member.NameAt,
                $"there is no segment \"{member.Name}\" to refine: {there}; a new one needs a \"share\".{DidYouMean.For(member.Name, names)}"
            );
            return null;
        }

        if (Object(member) is not { } tree)
        {
            return null;
        }

        var keys = Keys(member, tree);
        return known with
        {
            Contact = Over(known.Contact, Fields(keys, "contact")),
            Account = Over(known.Account, Fields(keys, "account")),
            Event = Over(known.Event, Fields(keys, "event")),
            Does = Over(known.Does, layers.Read(tree)),
        };
    }

    private JsonTree.Object? Object(Member member)
    {
        if (member.Value is JsonTree.Object tree)
        {
            return tree;
        }

        bag.Error("J103", member.Value.At, $"a segment is an object, found {member.Value.Kind}");
        return null;
    }

    private KeyReader Keys(Member member, JsonTree.Object tree)
    {
        var keys = new KeyReader(tree, $"segment \"{member.Name}\"", bag);
        keys.Only(["share", "contact", "account", "event", .. LayerReader.Keys]);
        return keys;
    }

    private ImmutableArray<FieldRule> Fields(KeyReader keys, string key) =>
        keys.Has(key) && keys.Object(key) is { } tree ? fields.Read(tree) : [];

    private static ImmutableArray<FieldRule> Over(ImmutableArray<FieldRule> below, ImmutableArray<FieldRule> above) =>
        [.. below.Where(rule => !above.Any(other => other.Field == rule.Field)), .. above];

    private static Layer Over(Layer below, Layer above) =>
        new(
            Over(below.Mails, above.Mails),
            Over(below.Events, above.Events),
            Over(below.Teams, above.Teams),
            Over(below.Steps, above.Steps)
        );

    private static FrozenDictionary<string, T> Over<T>(
        FrozenDictionary<string, T> below,
        FrozenDictionary<string, T> above
    ) => below.Where(entry => !above.ContainsKey(entry.Key)).Concat(above).ToFrozenDictionary();

    private void CheckShares(JsonTree.Object tree, List<Segment> read)
    {
        var sum = read.Sum(segment => (decimal)segment.Share);
        if (bag.HasErrors || Math.Abs(sum - 1) <= Tolerance)
        {
            return;
        }

        bag.Error(
            "J702",
            tree.At,
            $"the shares of the segments add up to {sum}; they make 1 together, so that every contact is in one"
        );
    }
}
