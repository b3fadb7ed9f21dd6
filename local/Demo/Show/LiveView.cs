using System.Globalization;
using Spectre.Console;

namespace Journeys.Local.Demo.Show;

/// <summary>A table that changes in place, on a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console, int contacts) : IProgressView
{
    private const int BarColumns = 36;

    private LiveDisplayContext? display;

    public Task WhileAsync(Func<Task> play) =>
        console
            .Live(Draw(new Tally { Now = DemoOptions.Start }))
            .StartAsync(async context =>
            {
                display = context;
                await play();
            });

    public void Show(Tally tally)
    {
        display?.UpdateTarget(Draw(tally));
        display?.Refresh();
    }

    private Panel Draw(Tally tally)
    {
        var week = (tally.Now - DemoOptions.Start) / (DemoOptions.End - DemoOptions.Start);
        var grid = new Grid().AddColumn().AddColumn(new GridColumn().RightAligned()).AddColumn();
        grid.AddRow(
            "[grey]clock[/]",
            $"[bold]{tally.Now.InUtc().ToString("ddd dd MMM HH:mm", CultureInfo.InvariantCulture)}[/]",
            Bar(week, "blue")
        );
        grid.AddRow(
            "[grey]contacts[/]",
            $"{tally.Contacts}",
            Bar((double)tally.Contacts / Math.Max(1, contacts), "blue")
        );
        grid.AddRow("[grey]mails captured[/]", $"{tally.Mails}", FirstMail(tally));
        var tasks = tally.TasksAnswered + tally.TasksOpen;
        grid.AddRow(
            "[grey]tasks answered[/]",
            $"{tally.TasksAnswered}",
            $"[grey]and {tally.TasksOpen} open, of {tasks}[/]"
        );
        grid.AddRow("[grey]handed over[/]", $"[green]{tally.HandedOver}[/]", "[grey]to account managers[/]");
        grid.AddRow(
            "[grey]held[/]",
            tally.Held == 0 ? "0" : $"[yellow]{tally.Held}[/]",
            "[grey]for somebody to look at[/]"
        );
        return new Panel(grid).Header(" a week of journeys ").RoundedBorder().BorderColor(Color.Grey);
    }

    private static string FirstMail(Tally tally) =>
        tally.FirstMail is { } first
            ? string.Create(CultureInfo.InvariantCulture, $"[grey]the first after {first.TotalSeconds:0.0} s[/]")
            : "";

    private static string Bar(double share, string colour)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * BarColumns);
        return $"[{colour}]{new string('━', full)}[/][grey27]{new string('━', BarColumns - full)}[/]";
    }
}
