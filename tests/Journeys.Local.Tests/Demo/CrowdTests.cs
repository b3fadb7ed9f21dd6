using Journeys.Local.Demo;
using Journeys.Local.Demo.World;
using Journeys.Local.Tests.Azurite;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Local.Tests.Demo;

public sealed class CrowdTests
{
    private static readonly string Workspace = Path.Combine(AzuriteFixture.Modules(), "workspace");

    private static readonly Instant Midnight = DemoOptions.Start.InUtc().Date.AtMidnight().InUtc().ToInstant();

    private static readonly IReadOnlyList<Lead> Leads = Lead.Read(
        Path.Combine(Workspace, "leads", "leads.csv"),
        int.MaxValue,
        Midnight
    );

    [Fact]
    public void Every_lead_that_ships_begins_within_the_week()
    {
        Assert.Equal(300, Leads.Count);
        Assert.All(Leads, lead => Assert.InRange(lead.At, DemoOptions.Start, DemoOptions.End));
        Assert.Equal(300, Leads.DistinctBy(lead => lead.Id).Count());
    }

    [Fact]
    public void What_was_done_before_an_interruption_is_counted_but_not_done_again()
    {
        var whole = Everybody(DemoOptions.Start);
        var later = Everybody(DemoOptions.Start + Duration.FromDays(3));

        Assert.Equal(whole.Plan.Events, later.Plan.Events);
        Assert.Equal(whole.Plan.Repeats, later.Plan.Repeats);
        Assert.True(later.Plan.Next >= DemoOptions.Start + Duration.FromDays(3));
    }

    [Fact]
    public void The_same_mails_lead_to_the_same_reactions_in_whatever_order_they_are_seen()
    {
        var mails = Leads.Take(50).Select((lead, index) => Mail(lead.Id, index)).ToArray();
        var (one, other) = (Everybody(DemoOptions.Start), Everybody(DemoOptions.Start));
        one.Look(mails, []);
        foreach (var mail in mails.Reverse())
        {
            other.Look([mail, mails[0]], []);
        }

        Assert.Equal(All(one.Plan), All(other.Plan));
    }

    [Fact]
    public void Nobody_reacts_before_the_world_has_looked()
    {
        var sent = DemoOptions.Start + Duration.FromHours(3);
        var before = All(Everybody(sent).Plan);
        var crowd = Everybody(sent);
        crowd.Look(Leads.Select((lead, index) => Mail(lead.Id, index)), []);
        var reactions = All(crowd.Plan).Except(before);

        Assert.All(reactions, line => Assert.True(string.CompareOrdinal(line, $"{sent + Pace.Quarter}") >= 0, line));
    }

    [Fact]
    public void Colleagues_answer_in_business_hours_and_most_of_them_in_time()
    {
        var plan = new Plan(DemoOptions.Start, DemoOptions.End);
        var desk = SalesDesk.In(Workspace);
        var opened = DemoOptions.Start + Duration.FromHours(13);
        var due = DemoOptions.Start + Duration.FromHours(31);
        for (var number = 0; number < 200; number++)
        {
            desk.Look(plan, Task($"t{number}", opened, due));
        }

        var answers = Moments(plan).SelectMany(one => one.Moment.Acts.Select(_ => one.At)).ToList();
        var calendar = Calendar();
        Assert.All(answers, at => Assert.True(calendar.NextOpen(at - Duration.FromMinutes(1)) <= at, $"{at}"));
        Assert.InRange(answers.Count(at => at <= due), 150, 190);
        Assert.InRange(answers.Count, 190, 200);
    }

    private static Crowd Everybody(Instant from) => new(Leads, SalesDesk.In(Workspace), from);

    private static BusinessCalendar Calendar()
    {
        var file = Path.Combine(Workspace, "calendars", "business.json");
        return BusinessCalendar.Read(file, File.ReadAllText(file), new DiagnosticBag(file))!;
    }

    private static List<string> All(Plan plan) =>
        [
            .. Moments(plan)
                .SelectMany(one =>
                    one.Moment.Reports.Select(report => report.Json)
                        .Concat(one.Moment.Acts.Select(act => act.ToString()))
                        .Order(StringComparer.Ordinal)
                        .Select(what => $"{one.At} {what}")
                ),
        ];

    private static IEnumerable<(Instant At, Moment Moment)> Moments(Plan plan)
    {
        while (plan.Next is { } next)
        {
            yield return (next, plan.Take(next)!);
        }
    }

    private static MailSummary Mail(string to, int number) =>
        new(
            $"mail-{number}",
            (DemoOptions.Start + Duration.FromHours(3)).ToDateTimeOffset(),
            to,
            "Your guide",
            "whitepaper-nurture",
            "thank-you",
            to
        );

    private static TaskDetail Task(string id, Instant opened, Instant due) =>
        new(
            id,
            "task",
            "Qualify Ann Bell",
            "whitepaper-nurture",
            "whitepaper-nurture~a",
            "ann@bell.example",
            "Ann Bell",
            "inside-sales",
            "mia.keller@norrland-automation.example",
            opened.ToDateTimeOffset(),
            due.ToDateTimeOffset(),
            Late: false,
            "open",
            null,
            null,
            ["qualified", "not-now", "rejected"],
            ["contact.budget"],
            []
        );
}
