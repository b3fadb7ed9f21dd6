using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;
using Journeys.Runtime.DeadLetters;

namespace Journeys.Cli.DeadLetters;

/// <summary><c>journeys dead list</c>: the newest first.</summary>
internal static class DeadList
{
    public static Command Create(Shell shell)
    {
        var over = new Option<bool>("--over") { Description = "What was replayed or discarded, not what waits" };
        var command = new Command("list", "What was given up and waits for a person, newest first") { over };
        var filter = new DeadFilter(command, needed: false);
        var paging = new Paging(command);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var choice = await filter.ReadAsync(session, parsed, cancelled);
                var isOver = parsed.GetValue(over);
                var reply = await Pager.GatherAsync<DeadLetterSummary>(
                    paging.Wanted(parsed),
                    at => session.Api.DeadLettersAsync(choice, isOver, at, cancelled)
                );
                return await session.PrintAsync(
                    reply,
                    (page, when) => Print(session.Screen, page, isOver, when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, Page<DeadLetterSummary> page, bool over, When when)
    {
        if (page.Items.Count == 0)
        {
            screen.Line($"{(over ? "Nothing was replayed or discarded." : "No dead letters.")}");
            return;
        }

        var list = new Listing()
            .Word("GIVEN UP")
            .Word("KIND")
            .Text("WHAT")
            .Text("CONTACT")
            .Text("FROM")
            .Word(over ? "THEN" : "")
            .Id("ID")
            .Beneath("REASON");
        foreach (var letter in page.Items)
        {
            list.Row(
                when.Ago(letter.At),
                DeadLetterRows.Word(letter.Kind),
                letter.Type,
                letter.Contact,
                letter.Source,
                over ? Ending(letter) : Standing(letter),
                letter.Id,
                letter.Ending is { } ending ? ending.Result : new Cell(letter.Reason, "red")
            );
        }

        list.Print(screen);
        Paging.Rest(screen, page.Next);
    }

    private static Cell Standing(DeadLetterSummary letter) =>
        letter.Standing is { } standing ? new Cell(standing, standing == "held" ? "yellow" : "grey")
        : letter.Tries > 0 ? new Cell($"tried {letter.Tries}×", "grey")
        : "";

    private static Cell Ending(DeadLetterSummary letter) =>
        letter.Ending is { } ending ? $"{ending.Outcome} by {ending.By}" : "";
}
