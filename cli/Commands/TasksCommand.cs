using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys tasks</c>: the sales inbox.</summary>
internal static class TasksCommand
{
    public static Command Create(Shell shell)
    {
        var team = new Option<string?>("--team") { Description = "Only this team's", HelpName = "team" };
        var owner = new Option<string?>("--owner") { Description = "Only this person's", HelpName = "address" };
        var closed = new Option<bool>("--closed") { Description = "What is answered or withdrawn, not what is open" };
        var command = new Command("tasks", "Open tasks and hand-overs, most urgent first") { team, owner, closed };
        var paging = new Paging(command);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var status = parsed.GetValue(closed) ? "closed" : "open";
                var reply = await Pager.GatherAsync<TaskDetail>(
                    paging.Wanted(parsed),
                    at => session.Api.TasksAsync(status, parsed.GetValue(team), parsed.GetValue(owner), at, cancelled)
                );
                return await session.PrintAsync(
                    reply,
                    (page, when) => Print(session.Screen, page, status, when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, Page<TaskDetail> page, string status, When when)
    {
        if (page.Items.Count == 0)
        {
            screen.Line($"No {status} tasks.");
            return;
        }

        var open = status == "open";
        var list = new Listing().Word(open ? "DUE" : "OUTCOME").Text("TASK").Word("TEAM").Text("OWNER").Id("ID");
        foreach (var task in page.Items)
        {
            list.Row(open ? Due(task, when) : task.Outcome ?? task.Status, task.Title, task.Team, task.Owner, task.Id);
        }

        list.Print(screen);
        Paging.Rest(screen, page.Next);
    }

    private static Cell Due(TaskDetail task, When when) =>
        task.Late ? new Cell($"late, {when.Ago(task.Due)}", "red") : when.Ago(task.Due);
}
