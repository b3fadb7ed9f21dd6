using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Conditions;

/// <summary>
/// What a condition may look at where it stands. Contact and account are known everywhere.
/// </summary>
/// <param name="Event">Whether there is an event to look at.</param>
/// <param name="Steps">The names of the journey's steps; empty where no step was made yet.</param>
/// <param name="Fields">
/// The declared fields, such as <c>contact.country</c>. A field of contact or account that is none of them is a warning,
/// for events may bring fields that nobody declared. Empty: not judged.
/// </param>
public sealed record ConditionScope(bool Event, ImmutableArray<string> Steps, ImmutableArray<string> Fields)
{
    public ConditionScope(bool @event, IEnumerable<string> steps)
        : this(@event, [.. steps], []) { }

    private static readonly string[] StepParts = ["outcome", "by", "answers"];

    /// <summary>The first words that a path may have.</summary>
    public IEnumerable<string> Roots =>
        ["contact", "account", .. Event ? (string[])["event"] : [], .. Steps.IsEmpty ? [] : (string[])["steps"]];

    /// <summary>Judges a path; false when nothing can stand there, with the reason in the bag.</summary>
    public bool Accepts(string path, Place at, DiagnosticBag bag)
    {
        var parts = path.Split('.');
        if (!Roots.Contains(parts[0]))
        {
            bag.Error("J303", at, UnknownRoot(path, parts[0]));
            return false;
        }

        if (parts.Length == 1 || parts.Any(string.IsNullOrWhiteSpace))
        {
            bag.Error(
                "J307",
                at,
                $"\"{path}\" names no field; write \"{parts[0]}.\" and a name, as in \"{Example(parts[0])}\""
            );
            return false;
        }

        if (parts[0] == "steps")
        {
            return AcceptsStep(path, parts, at, bag);
        }

        if (parts[0] != "event" && !Fields.IsEmpty && !Fields.Contains(path))
        {
            bag.Warning("J310", at, $"the field \"{path}\" is not declared.{DidYouMean.For(path, Fields)}");
        }

        return true;
    }

    private bool AcceptsStep(string path, string[] parts, Place at, DiagnosticBag bag)
    {
        if (!Steps.Contains(parts[1]))
        {
            bag.Error("J306", at, $"there is no step \"{parts[1]}\".{DidYouMean.For(parts[1], Steps)}");
            return false;
        }

        var part = parts.Length > 2 ? parts[2] : "";
        if (part is "outcome" or "by" ? parts.Length == 3 : part == "answers" && parts.Length > 3)
        {
            return true;
        }

        bag.Error(
            "J307",
            at,
            $"\"{path}\" says nothing about the step; expected steps.{parts[1]}.outcome, .by or .answers and a name."
                + DidYouMean.For(part, StepParts)
        );
        return false;
    }

    private string UnknownRoot(string path, string root) =>
        root switch
        {
            "event" => $"there is no event to look at here, so \"{path}\" cannot be known",
            "steps" => $"no step was made yet here, so \"{path}\" cannot be known",
            _ =>
                $"\"{path}\" cannot be looked at; a path begins with {string.Join(", ", Roots.Select(name => name + "."))}"
                    + $" and any, all, not, did join conditions.{DidYouMean.For(root, [.. Roots, .. ConditionReader.Joints])}",
        };

    private string Example(string root) =>
        root switch
        {
            "steps" => $"steps.{Steps[0]}.outcome",
            "account" => "account.industry",
            "event" => "event.topic",
            _ => "contact.country",
        };
}
