using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary>Which instances are asked for; every part may be null.</summary>
/// <param name="Wanted">How many at most; null for all.</param>
internal sealed record Which(string? Status, string? Step, int? Wanted)
{
    /// <summary>Whether instances are asked for at all, rather than their numbers.</summary>
    public bool Instances => Status is not null || Step is not null;
}

/// <summary>Lists instances: of one journey, or of all.</summary>
internal static class InstanceLists
{
    public static async Task<int> OfOneAsync(
        Session session,
        string journey,
        Which which,
        CancellationToken cancelled
    ) =>
        await session.PrintAsync(
            await GatherAsync(session, journey, which, cancelled),
            (page, when) => Print(session.Screen, page, which, when),
            cancelled
        );

    /// <summary>Lists the instances of all journeys: as many of each as are wanted.</summary>
    public static async Task<int> OfAllAsync(Session session, Which which, CancellationToken cancelled)
    {
        var journeys = await Pager.GatherAsync<JourneySummary>(null, at => session.Api.JourneysAsync(at, cancelled));
        if (journeys is not Reply<Page<JourneySummary>>.Done all)
        {
            return session.Print(journeys, static _ => { });
        }

        var pages = new List<Reply<Page<InstanceSummary>>.Done>();
        foreach (var journey in all.Value.Items.Where(item => which.Status != "held" || item.Counts.Held > 0))
        {
            var reply = await GatherAsync(session, journey.Journey, which, cancelled);
            if (reply is not Reply<Page<InstanceSummary>>.Done page)
            {
                return session.Print(reply, static _ => { });
            }

            pages.Add(page);
        }

        return await session.PrintAsync(
            Pager.Together(pages),
            (page, when) => Print(session.Screen, page, which, when),
            cancelled
        );
    }

    /// <summary>Prints where each instance stands; why it is held stands beneath.</summary>
    public static void Print(Screen screen, IReadOnlyList<InstanceSummary> items, When when)
    {
        var list = new Listing()
            .Text("CONTACT")
            .Word("STATUS")
            .Word("STEP")
            .Word("SINCE")
            .Word("DUE")
            .Id("ID")
            .Beneath("REASON");
        foreach (var item in items)
        {
            list.Row(
                item.Contact,
                Status(item),
                item.Step,
                when.Ago(item.Since),
                item.Due is { } due ? when.Ago(due) : "",
                item.Id,
                new(item.Because ?? "", "red")
            );
        }

        list.Print(screen);
    }

    public static Cell Status(InstanceSummary item) =>
        item.Status switch
        {
            "held" => new Cell(item.Status, "red"),
            "paused" => new Cell(item.Status, "yellow"),
            "finished" => item.Outcome ?? item.Status,
            _ => item.Status,
        };

    private static Task<Reply<Page<InstanceSummary>>> GatherAsync(
        Session session,
        string journey,
        Which which,
        CancellationToken cancelled
    ) =>
        Pager.GatherAsync<InstanceSummary>(
            which.Wanted,
            at => session.Api.InstancesAsync(journey, which.Status, which.Step, at, cancelled)
        );

    private static void Print(Screen screen, Page<InstanceSummary> page, Which which, When when)
    {
        if (page.Items.Count == 0)
        {
            var at = which.Step is null ? "" : $" at {which.Step}";
            screen.Line($"No instance {(which.Status is null ? "stands" : $"is {which.Status}")}{at}.");
            return;
        }

        Print(screen, page.Items, when);
        Paging.Rest(screen, page.Next);
    }
}
