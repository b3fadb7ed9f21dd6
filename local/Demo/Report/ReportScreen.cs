using System.Globalization;
using System.Text;
using Journeys.Local.Demo.World;
using Journeys.Runtime.Api;
using Spectre.Console;

namespace Journeys.Local.Demo.Report;

/// <summary>Prints what came of the week, on a screen and a half at most.</summary>
internal sealed class ReportScreen(IAnsiConsole console, IReadOnlyList<Lead> leads)
{
    private const int Indent = 2;
    private const int MostNames = 5;

    private readonly Dictionary<string, Lead> byContact = leads.ToDictionary(lead => lead.Id, StringComparer.Ordinal);

    public void Print(DemoReport report)
    {
        Heading("How far they came, where they stand, and how it ended");
        console.Write(FunnelColumns.Of(report.Journeys));
        Mails(report);
        Tasks(report);
        HandOvers(report);
        Refused(report);
        Held(report);
        Heading($"{report.Contacts.Count} contacts and a week in {Seconds(report.Wall)} seconds");
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private void Mails(DemoReport report)
    {
        var outside = report.Mails.Where(mail => byContact.ContainsKey(mail.To)).ToList();
        var colleagues = report.Mails.Count - outside.Count;
        Heading($"{outside.Count} mails to contacts and {colleagues} to colleagues, all of them captured");
        var steps = outside
            .GroupBy(mail => mail.Step)
            .OrderByDescending(step => step.Count())
            .Select(step => $"{step.Key} {step.Count()}");
        Text(string.Join(", ", steps));
        foreach (var mail in outside.DistinctBy(mail => mail.Step).Take(2))
        {
            Text($"\"{mail.Subject}\", to {mail.To}");
            Command($"./journeys mail {mail.Id}");
        }
    }

    private void Tasks(DemoReport report)
    {
        var late = report.Mails.Where(mail => mail.Step == "escalate").DistinctBy(mail => mail.Contact).Count();
        var outcomes = report
            .TasksByOutcome.OrderByDescending(pair => pair.Value)
            .Select(pair => $"{pair.Key} {pair.Value}");
        Heading($"{report.Tasks.Count} tasks for sales; {late} were late, and the sales leads were told");
        Text(string.Join(", ", outcomes));
    }

    private void HandOvers(DemoReport report)
    {
        Heading($"{report.HandOvers.Count} hand-overs to account managers");
        if (report.HandOvers.OrderByDescending(Richness).FirstOrDefault() is { } shown)
        {
            Brief(shown);
        }

        foreach (var owner in report.HandOvers.GroupBy(task => task.Owner).OrderBy(group => group.Key))
        {
            var names = string.Join(", ", owner.Take(MostNames).Select(Named));
            var more = owner.Count() > MostNames ? $" and {owner.Count() - MostNames} more" : "";
            Text(names + more, $"{owner.Key}: ");
        }
    }

    // A brief that shows everything a brief can show, but is not long.
    private static int Richness(TaskDetail task) =>
        (task.Brief.DistinctBy(line => line.Section).Count() * 100) - task.Brief.Count;

    private void Brief(TaskDetail task)
    {
        Text($"{task.Title}, accepted by {task.By}. Their brief:");
        foreach (var section in task.Brief.GroupBy(line => line.Section))
        {
            Text(string.Join(" · ", section.Select(line => $"{line.Label}: {line.Text}")), $"  {section.Key, -9} ");
        }
    }

    private string Named(TaskDetail task) =>
        byContact.GetValueOrDefault(task.Contact)?["company"] is { } company
            ? $"{task.ContactName} ({company})"
            : task.ContactName;

    private void Refused(DemoReport report)
    {
        var events = report.Events;
        Heading(
            $"{events.Accepted} events accepted, {events.Duplicate} that came twice counted once, {events.Rejected} refused"
        );
        foreach (var (reason, count) in report.Refusals)
        {
            Text(reason, count == 1 ? "" : $"{count} × ");
        }

        Text($"{report.Outside} contacts entered no journey: none is for the topic that they read about");
    }

    private void Held(DemoReport report)
    {
        if (report.Held.Count == 0)
        {
            return;
        }

        Heading($"{report.Held.Count} held, for somebody to look at");
        foreach (var held in report.Held)
        {
            Text(held.Because ?? "", $"{held.Contact}: ");
            Command($"./journeys show {held.Id}");
        }
    }

    private void Heading(string text)
    {
        console.WriteLine();
        console.MarkupLine($"[bold blue]{text.EscapeMarkup()}[/]");
    }

    // Wrapped between words; what follows the first line is indented further.
    private void Text(string text, string lead = "")
    {
        var words = text.ReplaceLineEndings(" ").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var room = Math.Max(40, console.Profile.Width - 1);
        var line = new StringBuilder().Append(' ', Indent).Append(lead);
        var empty = line.Length;
        foreach (var word in words)
        {
            if (line.Length > empty && line.Length + word.Length >= room)
            {
                WriteLine(line.ToString().TrimEnd(), lead);
                (lead, empty) = ("", Indent * 2);
                line.Clear().Append(' ', empty);
            }

            line.Append(word).Append(' ');
        }

        WriteLine(line.ToString().TrimEnd(), lead);
    }

    private void WriteLine(string line, string bold)
    {
        var start = Math.Min(Indent + bold.Length, line.Length);
        console.MarkupLine($"[bold]{line[..start].EscapeMarkup()}[/]{line[start..].EscapeMarkup()}");
    }

    // Never wrapped: people copy it.
    private void Command(string command) =>
        console.Profile.Out.Writer.WriteLine($"{new string(' ', Indent * 2)}{command}");
}
