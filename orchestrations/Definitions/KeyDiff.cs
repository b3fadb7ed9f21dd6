using System.Collections.Immutable;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Definitions;

/// <summary>Compares two objects that an author wrote, key by key down to the texts and numbers in them.</summary>
internal static class KeyDiff
{
    private static readonly string[] Ways =
    [
        "then",
        "otherwise",
        "late",
        "noConsent",
        "failed",
        "missing",
        "past",
        "accepted",
        "declined",
    ];

    private static readonly string[] Times =
    [
        "wait",
        "upTo",
        "within",
        "remind",
        "calendar",
        "timeZone",
        "quietHours",
        "again",
    ];
    private static readonly string[] Mails = ["email", "class", "rate", "pauseAfter", "uncertain"];
    private static readonly string[] Rules = ["if", "waitFor", "enter", "goal", "leave", "share", "arm"];
    private static readonly string[] Teams = ["team", "handoff", "notify"];

    /// <summary>What differs, in the order of the newer; what is gone comes last.</summary>
    /// <param name="without">Keys that do not count.</param>
    public static ImmutableArray<KeyChange> Between(
        JsonTree.Object? before,
        JsonTree.Object? after,
        params string[] without
    )
    {
        var (old, changed) = (Flat(before, without), Flat(after, without));
        var was = old.ToDictionary(StringComparer.Ordinal);
        var now = changed.ToDictionary(StringComparer.Ordinal);
        return
        [
            .. changed
                .Concat(old.Where(entry => !now.ContainsKey(entry.Key)))
                .Select(entry => entry.Key)
                .Where(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key))
                .Select(key => new KeyChange(key, About(key), was.GetValueOrDefault(key), now.GetValueOrDefault(key))),
        ];
    }

    /// <summary>Everything an object says, by the path of its keys.</summary>
    public static List<KeyValuePair<string, string>> Flat(JsonTree.Object? tree, params string[] without)
    {
        var flat = new List<KeyValuePair<string, string>>();
        foreach (var member in tree?.Members ?? [])
        {
            if (!without.Contains(member.Name))
            {
                Flatten(member.Value, member.Name, flat);
            }
        }

        return flat;
    }

    private static void Flatten(JsonTree tree, string path, List<KeyValuePair<string, string>> into)
    {
        switch (tree)
        {
            // A condition is one thing, and so is a list of words.
            case JsonTree.Object inside when !path.EndsWith(".if", StringComparison.Ordinal):
                foreach (var member in inside.Members)
                {
                    Flatten(member.Value, $"{path}.{member.Name}", into);
                }

                break;
            case JsonTree.List list when list.Items.Any(item => item is JsonTree.Object):
                foreach (var (item, i) in list.Items.Select((item, i) => (item, i)))
                {
                    Flatten(item, $"{path}.{i + 1}", into);
                }

                break;
            case JsonTree.Text text:
                into.Add(new(path, text.Value));
                break;
            default:
                into.Add(new(path, tree.ToJson()));
                break;
        }
    }

    private static KeyKind About(string key)
    {
        var parts = key.Split('.');
        return (Ways.Contains(parts[^1]) && parts[0] != "sending") || parts is ["outcomes", _] ? KeyKind.Way
            : parts.Any(Times.Contains) ? KeyKind.Time
            : parts.Any(Rules.Contains) ? KeyKind.Rule
            : parts.Any(Mails.Contains) ? KeyKind.Mail
            : parts.Any(Teams.Contains) ? KeyKind.Team
            : KeyKind.Other;
    }
}
