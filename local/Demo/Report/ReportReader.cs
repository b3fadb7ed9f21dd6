using System.Collections.Concurrent;
using Journeys.Local.Demo.World;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Demo.Report;

/// <summary>Asks the host what came of the week.</summary>
internal sealed class ReportReader(HostApi api, ITables tables, Crowd crowd)
{
    private const int AtATime = 8;

    /// <summary>Reads everything.</summary>
    /// <exception cref="DemoException">The host does not have what it accepted.</exception>
    public async Task<DemoReport> ReadAsync(Func<TimeSpan> sinceStart, CancellationToken cancellation)
    {
        var (contacts, accepted) = await ContactsAsync(cancellation);
        if (accepted != crowd.Plan.Events)
        {
            throw new DemoException(
                $"The demo sent {crowd.Plan.Events} different events that are in order, but {accepted} are with their "
                    + "contacts. That is a defect: please report it with the files in .journeys."
            );
        }

        var refusals = await RefusalsAsync(cancellation);
        var journeys = await JourneysAsync(cancellation);
        return new(
            contacts,
            new(accepted, crowd.Plan.Repeats, refusals.Values.Sum()),
            await api.ListAsync("mail?", ApiJson.Default.PageMailSummary, cancellation),
            [.. await TasksAsync("closed", cancellation), .. await TasksAsync("open", cancellation)],
            journeys,
            await HeldAsync(journeys, cancellation),
            [.. refusals.OrderByDescending(refusal => refusal.Value).ThenBy(refusal => refusal.Key)]
        )
        {
            Wall = sinceStart(),
        };
    }

    // An event is recorded when it stands among its contact's touchpoints.
    private async Task<(List<ContactDetail> Contacts, int Accepted)> ContactsAsync(CancellationToken cancellation)
    {
        var waiting = new ConcurrentQueue<Lead>(crowd.Leads);
        var contacts = new ConcurrentBag<(ContactDetail Contact, int Accepted)>();
        await Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => ReadSomeAsync()));
        return (
            [.. contacts.Select(one => one.Contact).OrderBy(contact => contact.Id, StringComparer.Ordinal)],
            contacts.Sum(one => one.Accepted)
        );

        async Task ReadSomeAsync()
        {
            while (waiting.TryDequeue(out var lead))
            {
                contacts.Add(await ContactAsync(lead, cancellation));
            }
        }
    }

    private async Task<(ContactDetail Contact, int Accepted)> ContactAsync(Lead lead, CancellationToken cancellation)
    {
        var path = $"contacts/{Uri.EscapeDataString(lead.Id)}?top={ApiRequest.TopLimit}";
        var contact = await api.GetAsync(path, ApiJson.Default.ContactDetail, cancellation);
        var accepted = contact.Touchpoints.Count(IsFromOutside);
        for (var after = contact.Next; after is not null; )
        {
            var page = await api.GetAsync(
                $"{path}&after={Uri.EscapeDataString(after)}",
                ApiJson.Default.ContactDetail,
                cancellation
            );
            accepted += page.Touchpoints.Count(IsFromOutside);
            after = page.Next;
        }

        return (contact, accepted);
    }

    private static bool IsFromOutside(TouchpointEntry touchpoint) =>
        touchpoint.Source.StartsWith(OutsideEvent.Sources, StringComparison.Ordinal);

    private Task<List<TaskDetail>> TasksAsync(string status, CancellationToken cancellation) =>
        api.ListAsync($"tasks?status={status}", ApiJson.Default.PageTaskDetail, cancellation);

    private async Task<List<JourneyDetail>> JourneysAsync(CancellationToken cancellation)
    {
        var list = await api.GetAsync("journeys", ApiJson.Default.PageJourneySummary, cancellation);
        var journeys = new List<JourneyDetail>();
        foreach (var journey in list.Items)
        {
            journeys.Add(
                await api.GetAsync($"journeys/{journey.Journey}", ApiJson.Default.JourneyDetail, cancellation)
            );
        }

        return journeys;
    }

    private async Task<List<InstanceSummary>> HeldAsync(
        IEnumerable<JourneyDetail> journeys,
        CancellationToken cancellation
    )
    {
        var held = new List<InstanceSummary>();
        foreach (var journey in journeys.Where(journey => journey.Summary.Counts.Held > 0))
        {
            held.AddRange(
                await api.ListAsync(
                    $"journeys/{journey.Summary.Journey}/instances?status=held",
                    ApiJson.Default.PageInstanceSummary,
                    cancellation
                )
            );
        }

        return held;
    }

    // The same refusal met again after an interruption has another time in its key, but the same end.
    private async Task<Dictionary<string, int>> RefusalsAsync(CancellationToken cancellation)
    {
        var rows = await tables.QueryAllAsync(RejectedEvents.Table, new RowQuery(), cancellation);
        return rows.DistinctBy(row => row.Row[row.Row.LastIndexOf('~')..])
            .GroupBy(row => row.Text("reason") ?? "")
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }
}
