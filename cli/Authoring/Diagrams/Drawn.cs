using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>Says what is to be drawn of a journey.</summary>
internal static partial class Drawn
{
    // More of a text does not fit into a box.
    private const int Longest = 44;

    public static Diagram Of(JourneyDefinition definition)
    {
        var entrance = new Box(
            Box.Entrance,
            "enter",
            string.Join(" or ", definition.Entry.On),
            Entering(definition.Entry)
        );
        var first = new Arrow(Box.Entrance, definition.InOrder[0].Name, [], IsMain: true);
        return new(
            definition.Name,
            definition.Title,
            [entrance, .. definition.InOrder.Select(Step)],
            [first, .. definition.InOrder.SelectMany(Arrows)]
        );
    }

    private static ImmutableArray<string> Entering(Entry entry)
    {
        var again = entry.Again switch
        {
            Again.After after => $"again after {after.Delay}",
            Again.Always => "again at any time",
            _ => "only once",
        };
        return entry.If is { } condition ? [.. Wrapped($"if {condition.Words}"), again] : [again];
    }

    private static Box Step(Step step) => new(step.Name, step.Verb, step.Name, [.. Lines(step).SelectMany(Wrapped)]);

    private static IEnumerable<string> Lines(Step step)
    {
        switch (step)
        {
            case EmailStep email:
                yield return $"mail \"{email.Template.Name}\"{(email.Class is null ? "" : $", {email.Class}")}";
                break;
            case WaitStep wait:
                yield return Until(wait.Until);
                break;
            case WaitForStep waited:
                foreach (var one in waited.Events)
                {
                    yield return one.ToString();
                }

                yield return $"up to {waited.UpTo}";
                break;
            case PersonStep person:
                if (person is TaskStep)
                {
                    yield return Plain(person.Templates.First().Text);
                }

                yield return person.Teams.First().Name;
                yield return $"within {person.Deadline.Within}";
                break;
            case NotifyStep notify:
                yield return $"tells {notify.Teams.First().Name}";
                break;
            case WebhookStep webhook:
                yield return Plain(webhook.Templates.First().Text);
                break;
            case UpdateStep update:
                yield return update.Words;
                break;
            case EmitStep emit:
                yield return emit.Type;
                break;
            case StartStep start:
                yield return start.Journey.Name;
                break;
            case EndStep end:
                yield return end.Outcome;
                break;
        }

        if (step.Ways.Any(way => way.To is null))
        {
            yield return "and back to the late task";
        }
    }

    private static string Until(WaitUntil until) =>
        until switch
        {
            WaitUntil.Elapsed elapsed => elapsed.Delay.ToString(),
            WaitUntil.Local { Day: { } day } local => $"until {day.ToString().ToLowerInvariant()} {Time(local.At)}",
            WaitUntil.Local local => $"until {Time(local.At)}",
            WaitUntil.Date { At: { } at } date => $"until {date}, {Time(at)}",
            _ => $"until {until}",
        };

    private static string Time(NodaTime.LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static IEnumerable<Arrow> Arrows(Step step) =>
        step
            .Ways.Where(way => way.To is not null)
            .GroupBy(way => way.To!)
            .Select(ways => new Arrow(
                step.Name,
                ways.Key,
                Labels([.. ways.Select(way => Label(step, way))]),
                ways.Any(IsMain)
            ));

    // A way that needs no words needs one beside others.
    private static ImmutableArray<string> Labels(string[] labels) =>
        labels.All(label => label.Length == 0)
            ? []
            : [.. labels.SelectMany(label => label.Length == 0 ? ["then"] : Wrapped(label))];

    private static bool IsMain(Way way) =>
        way.Label is not ("failed" or "noConsent" or "late" or "missing" or "declined" or "otherwise" or "past");

    private static string Label(Step step, Way way) =>
        (step, way.Label) switch
        {
            (WaitForStep, "then") => "came",
            (WaitForStep waited, "otherwise") => $"not in {waited.UpTo}",
            (_, "then") => "",
            (_, "noConsent") => "no consent",
            (_, "missing") => "not known",
            (_, "past") => "over already",
            (SplitStep split, var arm) => $"{arm}, {split.Arms.First(one => one.Name == arm).Share}",
            (_, var label) => label,
        };

    // A template's variables by name, without its grammar.
    private static string Plain(string template) => Variable().Replace(template, "[${name}]");

    [GeneratedRegex(
        """\{\{\{?\s*(?:(?:default|date|#?\w+)\s+)?(?<name>[\w.]+)[^}]*\}?\}\}""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Variable();

    private static IEnumerable<string> Wrapped(string text) =>
        Output.Measure.Wrapped(text, Longest).Take(3).Select(line => Output.Measure.Cut(line, Longest));
}
