using Journeys.Local.Clock;
using Journeys.Local.Demo.Show;
using Journeys.Local.Demo.World;
using Journeys.Local.Shards;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Local.Demo;

/// <summary>
/// Plays the week: moves the clock from one instant at which something happens to the next, and lets the world outside do
/// what it has planned, once all that came before is done. The clock is stored before it is moved, so that a demo that
/// was killed goes on at the very instant at which it was.
/// </summary>
internal sealed class Week(
    HostClock clock,
    ClockStore store,
    LocalInstances instances,
    HostApi api,
    Doors doors,
    Crowd crowd,
    IProgressView view,
    Func<TimeSpan> sinceStart
)
{
    private static readonly Duration BetweenCounts = Duration.FromHours(12);

    private readonly Tally tally = new();
    private Instant? looked;
    private Instant? counted;
    private Instant? nextLook;

    /// <summary>Plays until the week ends.</summary>
    public async Task PlayAsync(CancellationToken cancellation)
    {
        await instances.IdleAsync(cancellation);
        await ResumeAsync(cancellation);
        await LookAsync(cancellation);
        while (clock.Now < DemoOptions.End)
        {
            await StepAsync(Next(), cancellation);
        }

        await LookAsync(cancellation);
        await CountAsync(cancellation);
        view.Show(tally);
    }

    private Instant Next()
    {
        var next = DemoOptions.End;
        foreach (var instant in new[] { crowd.Plan.Next, instances.NextDue, nextLook })
        {
            next = Instant.Min(next, instant ?? next);
        }

        return Instant.Max(next, clock.Now);
    }

    private async Task StepAsync(Instant at, CancellationToken cancellation)
    {
        if (at > clock.Now)
        {
            await store.SaveAsync(at, cancellation);
        }

        await instances.RunUntilAsync(at, cancellation);
        while (crowd.Plan.Take(at) is { } moment)
        {
            Count(await doors.DoAsync(moment, cancellation));
            await instances.IdleAsync(cancellation);
        }

        nextLook ??= Pace.NextQuarter(at);
        if (nextLook <= at)
        {
            await LookAsync(cancellation);
        }
    }

    // Looks at the mails and tasks that came since the last look, and plans what follows from them.
    private async Task LookAsync(CancellationToken cancellation)
    {
        nextLook = null;
        var since = looked is { } last ? last.ToDateTimeOffset() : DateTimeOffset.MinValue;
        var mails = await api.ListAsync(
            "mail?",
            ApiJson.Default.PageMailSummary,
            cancellation,
            page => page.Items.Count > 0 && page.Items[^1].At < since
        );
        var tasks = await api.ListAsync("tasks?status=open", ApiJson.Default.PageTaskDetail, cancellation);
        tally.Mails += crowd.Look(mails, tasks);
        tally.TasksOpen = tasks.Count;
        if (tally.Mails > 0)
        {
            tally.FirstMail ??= sinceStart();
        }

        (looked, tally.Now) = (clock.Now, clock.Now);
        tally.Contacts = crowd.ContactsUntil(clock.Now);
        if (counted is not { } before || clock.Now >= before + BetweenCounts)
        {
            await CountAsync(cancellation);
        }

        view.Show(tally);
    }

    private async Task CountAsync(CancellationToken cancellation)
    {
        counted = clock.Now;
        var journeys = await api.GetAsync("journeys", ApiJson.Default.PageJourneySummary, cancellation);
        tally.Held = journeys.Items.Sum(journey => journey.Counts.Held);
    }

    private async Task ResumeAsync(CancellationToken cancellation)
    {
        var closed = await api.ListAsync("tasks?status=closed", ApiJson.Default.PageTaskDetail, cancellation);
        Count([.. closed.Select(task => task.Outcome).OfType<string>()]);
    }

    private void Count(IReadOnlyList<string> outcomes)
    {
        tally.TasksAnswered += outcomes.Count;
        tally.HandedOver += outcomes.Count(outcome => outcome == "accepted");
    }
}
