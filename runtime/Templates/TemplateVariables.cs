using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Templates;

/// <summary>Judges the names of variables against a schema.</summary>
internal sealed class TemplateVariables(TemplateSchema schema)
{
    private static readonly string[] Roots =
    [
        "contact",
        "account",
        "event",
        "steps",
        "journey",
        "unsubscribeUrl",
        "preferencesUrl",
    ];

    private static readonly string[] StepParts = ["outcome", "by", "answers"];

    /// <summary>Whether a name begins where variables begin.</summary>
    public static bool HasRoot(string path) => Roots.Contains(Head(path, out _));

    /// <summary>Whether a name stands for several variables: <c>contact</c>, <c>contact.consent</c>, <c>steps.qualify</c>.</summary>
    public bool IsGroup(string path) =>
        Head(path, out var rest) switch
        {
            "contact" => IsGroup(rest, schema.Contact),
            "account" => IsGroup(rest, schema.Account),
            "event" => schema.Event is null || IsGroup(rest, schema.Event),
            "steps" => rest.Length == 0
                || HasStep(rest)
                || (rest.EndsWith(".answers", StringComparison.Ordinal) && HasStep(rest[..^8])),
            "journey" => rest.Length == 0,
            _ => false,
        };

    /// <summary>What is wrong with a variable that is printed or judged; null when nothing is.</summary>
    public string? Problem(string path)
    {
        switch (Head(path, out var rest))
        {
            case "contact":
                return Field("contact", rest, schema.Contact, "workspace/fields.json");
            case "account":
                return Field("account", rest, schema.Account, "workspace/fields.json");
            case "event":
                return schema.Event is null && rest.Length > 0
                    ? null
                    : Field("event", rest, schema.Event ?? [], "workspace/fields.json");
            case "steps":
                return Step(rest);
            case "journey":
                return rest == "title" ? null : Unknown(path, ["journey.title"]);
            case "unsubscribeUrl" or "preferencesUrl" when rest.Length == 0:
                return null;
            default:
                var all = schema.Contact.Select(name => $"contact.{name}");
                return $"there is no variable \"{path}\": variables begin with contact, account, event, steps or journey, or are unsubscribeUrl or preferencesUrl."
                    + DidYouMean.For(path, Roots.Concat(all));
        }
    }

    private string? Field(string root, string name, ImmutableSortedSet<string> known, string file)
    {
        if (known.Contains(name))
        {
            return null;
        }

        var candidates = known.Select(field => $"{root}.{field}").ToList();
        var path = name.Length == 0 ? root : $"{root}.{name}";
        return IsGroup(path)
            ? $"\"{path}\" stands for several values: name one of them, such as {(candidates.Find(field => field.StartsWith($"{path}.", StringComparison.Ordinal)) ?? $"{path}.name")}"
            : $"there is no variable \"{path}\": declare the field in {file} if it is new.{DidYouMean.For(path, candidates)}";
    }

    private string? Step(string rest)
    {
        var step = Head(rest, out var part);
        if (!HasStep(step))
        {
            return $"there is no step \"{step}\" in this journey.{DidYouMean.For(step, schema.Steps!)}";
        }

        var isAnswer = part.StartsWith("answers.", StringComparison.Ordinal) && part.Length > "answers.".Length;
        return isAnswer || part is "outcome" or "by"
            ? null
            : $"a step has outcome, by, and answers with a field's name, found \"{part}\".{DidYouMean.For(part, StepParts)}";
    }

    private bool HasStep(string name) => schema.Steps?.Contains(name) != false;

    private static string Unknown(string path, IEnumerable<string> candidates) =>
        $"there is no variable \"{path}\".{DidYouMean.For(path, candidates)}";

    private static bool IsGroup(string rest, IEnumerable<string> known) =>
        rest.Length == 0 || known.Any(name => name.StartsWith($"{rest}.", StringComparison.Ordinal));

    private static string Head(string path, out string rest)
    {
        var dot = path.IndexOf('.');
        rest = dot < 0 ? "" : path[(dot + 1)..];
        return dot < 0 ? path : path[..dot];
    }
}
