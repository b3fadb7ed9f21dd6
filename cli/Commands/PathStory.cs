using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>
/// Prints a contact's path as a story: day by day what happened, what was decided and why, what the decision looked at,
/// and what was done.
/// </summary>
internal static class PathStory
{
    private const int Happened = 9;
    private const int Told = 20;

    public static void Print(Screen screen, InstanceDetail detail, When when)
    {
        Head(screen, detail.Summary, when);
        var effects = detail.Effects.ToDictionary(effect => effect.Id);
        string? day = null;
        foreach (var entry in detail.History)
        {
            if (when.Day(entry.At) is var today && today != day)
            {
                day = today;
                screen.Line();
                screen.Line($"[bold]{day}[/]");
            }

            Entry(screen, entry, effects, when);
        }
    }

    private static void Head(Screen screen, InstanceSummary summary, When when)
    {
        var due = summary.Due is { } at ? $", due {when.Ago(at)}" : "";
        var place =
            summary.Outcome is { } outcome ? $": {outcome}"
            : summary.Step is { } step ? $" at {step}"
            : "";
        screen.Line($"[bold]{summary.Contact}[/] in {summary.Journey}, run {summary.Run}, version {summary.Version}");
        screen.Line($"{summary.Status}{place}, since {when.Ago(summary.Since)}{due}");
        if (summary.Because is not null)
        {
            screen.Line($"[red]held: {summary.Because}[/]");
        }

        screen.Line($"[grey]{summary.Id}, times in {when.Zone}[/]");
    }

    private static void Entry(Screen screen, HistoryEntry entry, Dictionary<string, EffectEntry> effects, When when)
    {
        screen.Beside(2, new(when.Time(entry.At), "grey"), Happened, entry.Happened);
        foreach (var decision in entry.Decisions)
        {
            var because = decision.Because + (decision.To is null ? "" : $" → {decision.To}");
            screen.Beside(
                Happened,
                new(decision.Step, "blue"),
                Math.Max(Told, Happened + 2 + decision.Step.Length),
                because
            );
        }

        if (entry.Looked.Count > 0)
        {
            var looked = entry.Looked.Select(fact => $"{fact.Key} = {fact.Value?.ToString() ?? "(absent)"}");
            screen.Beside(Happened, new("looked at", "grey"), Told, new(string.Join("; ", looked), "grey"));
        }

        foreach (var id in entry.Effects)
        {
            screen.Beside(
                Happened,
                new("did", "grey"),
                Told,
                effects.TryGetValue(id, out var effect) ? Did(effect) : id
            );
        }
    }

    private static Cell Did(EffectEntry effect) =>
        new(
            $"{effect.What} ({effect.Status}{(effect.Detail is null ? "" : $": {effect.Detail}")})",
            effect.Status switch
            {
                "failed" or "bounced" or "dropped" => "red",
                "uncertain" => "yellow",
                _ => null,
            }
        );
}
