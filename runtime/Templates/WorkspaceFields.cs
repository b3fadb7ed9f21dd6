using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Runtime.Templates;

/// <summary>The fields a workspace adds to the well-known ones, from its <c>fields.json</c>.</summary>
/// <param name="Contact">Fields of a contact, dotted.</param>
/// <param name="Account">Fields of an account, dotted.</param>
/// <param name="Events">By event type, the fields of its data.</param>
public sealed record WorkspaceFields(
    ImmutableSortedSet<string> Contact,
    ImmutableSortedSet<string> Account,
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>> Events
)
{
    /// <summary>A workspace that adds none.</summary>
    public static readonly WorkspaceFields None = new(
        [],
        [],
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty
    );

    private static readonly string[] Kinds = ["text", "number", "flag", "date", "list"];

    private static readonly string[] Sections = ["contact", "account", "event"];

    /// <summary>
    /// Reads <c>{"contact": {"budget": "text"}, "account": {…}, "event": {"whitepaper.downloaded": {"topic": "text"}}}</c>.
    /// What cannot be read is reported and left out.
    /// </summary>
    public static WorkspaceFields Read(string json, DiagnosticBag bag)
    {
        if (JsonTree.Parse(json, bag) is not { } root)
        {
            return None;
        }

        if (root is not JsonTree.Object file)
        {
            bag.Error(
                "J420",
                root.At,
                $"expected an object with \"contact\", \"account\" and \"event\", found {root.Kind}"
            );
            return None;
        }

        foreach (
            var member in file.Members.Where(member => !Sections.Contains(member.Name) && member.Name != "$schema")
        )
        {
            bag.Error(
                "J421",
                member.NameAt,
                $"there is no section \"{member.Name}\": known are \"contact\", \"account\" and \"event\"."
                    + DidYouMean.For(member.Name, Sections)
            );
        }

        return new(
            Names(file.Get("contact"), bag),
            Names(file.Get("account"), bag),
            EventNames(file.Get("event"), bag)
        );
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedSet<string>> EventNames(
        JsonTree? tree,
        DiagnosticBag bag
    ) =>
        Members(tree, bag)
            .ToImmutableSortedDictionary(
                member => member.Name,
                member => Names(member.Value, bag),
                StringComparer.Ordinal
            );

    private static ImmutableSortedSet<string> Names(JsonTree? tree, DiagnosticBag bag) =>
        TemplateSchema.Names(Members(tree, bag).SelectMany(member => Names(member, "", bag)));

    private static IEnumerable<string> Names(Member member, string prefix, DiagnosticBag bag)
    {
        var name = prefix + member.Name;
        switch (member.Value)
        {
            case JsonTree.Object group:
                return group.Members.SelectMany(inner => Names(inner, $"{name}.", bag));
            case JsonTree.Text text when Kinds.Contains(text.Value):
                return [name];
            case JsonTree.Text text:
                bag.Error(
                    "J422",
                    text.At,
                    $"\"{text.Value}\" is not a kind of field: expected \"text\", \"number\", \"flag\", \"date\" or \"list\"."
                        + DidYouMean.For(text.Value, Kinds)
                );
                return [name];
            default:
                bag.Error(
                    "J422",
                    member.Value.At,
                    $"expected the field's kind, such as \"text\", found {member.Value.Kind}"
                );
                return [name];
        }
    }

    private static ImmutableArray<Member> Members(JsonTree? tree, DiagnosticBag bag)
    {
        if (tree is JsonTree.Object section)
        {
            return section.Members;
        }

        if (tree is not null)
        {
            bag.Error("J420", tree.At, $"expected an object with field names, found {tree.Kind}");
        }

        return [];
    }
}
