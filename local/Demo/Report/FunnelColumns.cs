using Journeys.Runtime.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Journeys.Local.Demo.Report;

/// <summary>The journeys' funnels side by side: how many came to each step, how many stand there, how it ended.</summary>
internal static class FunnelColumns
{
    private const int NameColumns = 12;

    public static IRenderable Of(IReadOnlyList<JourneyDetail> journeys)
    {
        var grid = new Grid { Expand = false };
        foreach (var _ in journeys)
        {
            grid.AddColumn(new GridColumn().NoWrap().PadRight(4));
        }

        grid.AddRow([.. journeys.Select(Column)]);
        return grid;
    }

    private static Table Column(JourneyDetail journey)
    {
        var table = new Table().NoBorder();
        table.AddColumn(new TableColumn($"[bold]{journey.Summary.Journey.EscapeMarkup()}[/]").NoWrap().PadLeft(0));
        table.AddColumn(new TableColumn("[grey]came[/]").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("[grey]here[/]").RightAligned().NoWrap().PadRight(0));
        foreach (var step in journey.Steps)
        {
            table.AddRow(
                Short(step.Step).EscapeMarkup(),
                step.Came == 0 ? "[grey]0[/]" : $"{step.Came}",
                step.Standing == 0 ? "" : $"[yellow]{step.Standing}[/]"
            );
        }

        foreach (var (outcome, count) in journey.Outcomes.OrderByDescending(pair => pair.Value))
        {
            table.AddRow($"[green]= {Short(outcome).EscapeMarkup()}[/]", $"[green]{count}[/]", "");
        }

        return table;
    }

    private static string Short(string name) => name.Length <= NameColumns ? name : $"{name[..(NameColumns - 1)]}…";
}
