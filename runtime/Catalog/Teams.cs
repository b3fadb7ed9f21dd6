using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Runtime.Catalog;

/// <summary>The teams of the workspace, from its <c>teams.json</c>.</summary>
/// <param name="ByName">The teams by name: <c>inside-sales</c>.</param>
public sealed record Teams(ImmutableSortedDictionary<string, Team> ByName)
{
    /// <summary>A workspace without teams.</summary>
    public static readonly Teams None = new(ImmutableSortedDictionary.Create<string, Team>(StringComparer.Ordinal));

    /// <summary>
    /// Reads <c>{"teams": {"inside-sales": {"title": "…", "members": [{"name": "…", "email": "…"}]}}}</c>. What cannot be
    /// read is reported and left out; a team needs a member, or nobody would do its tasks.
    /// </summary>
    public static Teams Read(string json, DiagnosticBag bag)
    {
        if (JsonTree.Parse(json, bag) is not { } root)
        {
            return None;
        }

        if (root is not JsonTree.Object file || file.Get("teams") is not JsonTree.Object teams)
        {
            bag.Error("J430", root.At, "expected an object with \"teams\": { \"inside-sales\": { … } }");
            return None;
        }

        Only(file, "teams.json", bag, "teams", "$schema");
        return new(
            teams.Members.ToImmutableSortedDictionary(
                member => member.Name,
                member => ReadTeam(member, bag),
                StringComparer.Ordinal
            )
        );
    }

    private static Team ReadTeam(Member member, DiagnosticBag bag)
    {
        var team = member.Value as JsonTree.Object;
        Only(team, "a team", bag, "title", "members");
        Texts(team, bag, "title");
        var listed = team?.Get("members") as JsonTree.List;
        var members = listed?.Items.Select(item => ReadMember(item, bag)).OfType<TeamMember>().ToImmutableArray() ?? [];
        if (members.IsEmpty)
        {
            bag.Error(
                "J431",
                member.NameAt,
                $"team \"{member.Name}\" has no members: list them as \"members\": [{{ \"name\": \"…\", \"email\": \"…\" }}]"
            );
        }

        return new((team?.Get("title") as JsonTree.Text)?.Value ?? member.Name, members);
    }

    private static void Only(JsonTree.Object? tree, string what, DiagnosticBag bag, params string[] known)
    {
        foreach (var member in (tree?.Members ?? []).Where(member => !known.Contains(member.Name)))
        {
            bag.Error(
                "J434",
                member.NameAt,
                $"{what} has no \"{member.Name}\"; it takes {string.Join(" and ", known)}.{DidYouMean.For(member.Name, known)}"
            );
        }
    }

    private static void Texts(JsonTree.Object? tree, DiagnosticBag bag, string key)
    {
        if (tree?.Get(key) is { } value and not JsonTree.Text)
        {
            bag.Error("J434", value.At, $"\"{key}\" is a text, not {value.Kind}");
        }
    }

    private static TeamMember? ReadMember(JsonTree item, DiagnosticBag bag)
    {
        if (
            item is JsonTree.Object person
            && person.Get("email") is JsonTree.Text { Value: var email }
            && email.Contains('@')
        )
        {
            Only(person, "a member", bag, "name", "email");
            Texts(person, bag, "name");
            return new((person.Get("name") as JsonTree.Text)?.Value ?? email, email.Trim().ToLowerInvariant());
        }

        bag.Error("J432", item.At, "a member needs an \"email\", and should have a \"name\"");
        return null;
    }
}

/// <summary>One team.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="Members">Who is in it, in the order in which tasks go round.</param>
public sealed record Team(string Title, ImmutableArray<TeamMember> Members)
{
    /// <summary>Whether somebody with this address is in it; capitals do not count.</summary>
    public bool Has(string? email) =>
        email is not null
        && Members.Any(member => member.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>One member of a team.</summary>
public sealed record TeamMember(string Name, string Email);
