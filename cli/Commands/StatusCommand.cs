using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>
/// <c>journeys status</c>: the journeys, the funnel of one, or its instances by status and step.
/// </summary>
internal static class StatusCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Argument<string?>("journey")
        {
            Description = "One journey; without it all are listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var held = new Option<bool>("--held") { Description = "List the held instances, with the reasons" };
        var status = new Option<string?>("--status") { Description = "List the journey's instances that stand so" };
        status.AcceptOnlyFromAmong("waiting", "performing", "paused", "held", "finished");
        var step = new Option<string?>("--step")
        {
            Description = "List the journey's instances at this step",
            HelpName = "step",
        };
        var command = new Command("status", "The journeys, or the funnel of one") { journey, held, status, step };
        var paging = new Paging(command);
        command.SetAction(
            (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var which = new Which(
                    parsed.GetValue(held) ? "held" : parsed.GetValue(status),
                    parsed.GetValue(step),
                    paging.Wanted(parsed)
                );
                return (parsed.GetValue(journey), which.Instances) switch
                {
                    (null, false) => ListAsync(session, cancelled),
                    (null, true) => InstanceLists.OfAllAsync(session, which, cancelled),
                    ({ } one, false) => FunnelAsync(session, one, cancelled),
                    ({ } one, true) => InstanceLists.OfOneAsync(session, one, which, cancelled),
                };
            }
        );
        return command;
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancelled)
    {
        var reply = await Pager.GatherAsync<JourneySummary>(null, at => session.Api.JourneysAsync(at, cancelled));
        return session.Print(reply, page => Print(session.Screen, page));
    }

    private static void Print(Screen screen, Page<JourneySummary> page)
    {
        if (page.Items.Count == 0)
        {
            screen.Line($"No journey is published yet: journeys publish workspace");
            return;
        }

        var list = new Listing()
            .Word("JOURNEY")
            .Text("TITLE")
            .Number("RUNNING")
            .Number("HELD")
            .Number("PAUSED")
            .Number("FINISHED");
        foreach (var item in page.Items)
        {
            var counts = item.Counts;
            list.Row(item.Journey, item.Title, counts.Running, Held(counts), counts.Paused, counts.Finished);
        }

        list.Print(screen);
        if (page.Items.Any(item => item.Counts.Held > 0))
        {
            screen.Line();
            screen.Line($"[grey]Why some are held: journeys status --held[/]");
        }
    }

    private static Cell Held(JourneyCounts counts) => new(counts.Held.ToString(), counts.Held > 0 ? "red" : null);

    private static async Task<int> FunnelAsync(Session session, string journey, CancellationToken cancelled) =>
        await session.PrintAsync(
            await session.Api.JourneyAsync(journey, cancelled),
            (detail, when) => Funnel.Print(session.Screen, detail, when),
            cancelled
        );
}
