using System.Text.Json;
using Journeys.Cli.Authoring;
using Journeys.Cli.Simulation;
using Journeys.Cli.Tests.Authoring;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Tests.Simulation;

public sealed class CrowdTests
{
    [Fact]
    public void What_can_be_worked_out_by_hand_lies_within_the_intervals()
    {
        var report = Simulated(20_000);
        var all = report.Total;

        Assert.Equal(["fits", "other"], report.Segments.Select(segment => segment.Name));
        Within(0.75, Rate.Is(all.Entered, all.Contacts));
        Within(0.2, Assert.Single(report.Waits, wait => wait is { Step: "clicks", Segment: Reporter.All }).Came);
        // Clicked in time, spoken to, won: 0.2 × 0.6 × 0.5.
        Within(0.06, all.Goal!);
        Within(0.06, Assert.Single(all.Ends, end => end.Outcome == "goal").Rate);
        // Clicked too late or not at all; or called and missed, or not called at all.
        Within(0.8 + (0.2 * 0.4), Assert.Single(all.Ends, end => end.Outcome == "cold").Rate);
        Within(0.06, Assert.Single(all.Ends, end => end.Outcome == "done").Rate);
    }

    [Fact]
    public void Times_are_those_of_the_steps()
    {
        var all = Simulated(5_000).Total;

        var clicks = Assert.Single(all.Steps, step => step.Step == "clicks");
        Assert.Equal(86_400, Assert.Single(clicks.Ways, way => way.Way == "no event").Median);
        Assert.InRange(Assert.Single(clicks.Ways, way => way.Way == "event").Median, 11.5 * 3600, 12.5 * 3600);
        Assert.Equal(
            7_200,
            Assert.Single(Assert.Single(all.Steps, step => step.Step == "call").Ways, way => way.Way == "spoke").P90
        );
        Assert.Equal(30 * 86_400, Assert.Single(Assert.Single(all.Steps, step => step.Step == "pause").Ways).Median);
    }

    [Fact]
    public void Every_contact_and_every_task_is_accounted_for()
    {
        var report = Simulated(5_000);
        var all = report.Total;

        Assert.Equal(5_000, all.Contacts);
        Assert.Equal(all.Contacts, all.Entered + all.NotEntered.Sum(reason => reason.Count));
        Assert.Equal(
            all.Runs,
            all.Ends.Sum(end => end.Rate.Count) + all.StillInside + all.Held.Sum(reason => reason.Count)
        );
        Assert.Equal(all.Contacts, report.Segments.Sum(segment => segment.Contacts));
        Assert.Equal(all.Mails.Sum(mail => mail.Sent), report.MailsPerDay.Counts.Sum());
        var team = Assert.Single(report.Teams);
        Assert.Equal(team.Tasks.Total, team.Answers.Values.Sum() + team.Withdrawn + team.Open);
        Assert.Equal(1, team.Tasks.Limit);
    }

    [Fact]
    public void The_same_seed_gives_the_same_however_many_cores_there_are_and_another_does_not()
    {
        var one = Text(Simulated(3_000, threads: 1));

        Assert.Equal(one, Text(Simulated(3_000, threads: 4)));
        Assert.NotEqual(one, Text(Simulated(3_000, threads: 1, seed: 2)));
    }

    [Fact]
    public void More_contacts_do_not_change_what_the_first_ones_do()
    {
        using var written = Tiny.Written();
        var plan = Plan(written).Plan;
        var draws = new PhiloxDraws(1);
        var alone = new Orchestrations.Simulation.Crowd.Life(plan, draws);
        var last = new Orchestrations.Simulation.Crowd.Life(plan, draws);
        for (uint number = 0; number < 500; number++)
        {
            last.Live(number);
        }

        Assert.Equal(last.Live(500).Path.ToList(), alone.Live(500).Path.ToList());
    }

    [Fact]
    public void Who_breaks_off_gets_what_there_is()
    {
        using var written = Tiny.Written();
        var setup = Plan(written);
        using var stop = new CancellationTokenSource();

        var tallies = Crowd.Live(setup.Plan, 1, 100_000, 1, _ => stop.Cancel(), stop.Token);
        var report = setup.Reporter.Report(tallies, 1, 100_000);

        Assert.False(report.Complete);
        Assert.Equal(256, report.Contacts);
    }

    private static void Within(double truth, Rate rate) => Assert.InRange(truth, rate.Low, rate.High);

    private static string Text(SimulationReport report) =>
        JsonSerializer.Serialize(report, SimulationJson.Default.SimulationReport);

    private static SimulationReport Simulated(long contacts, int threads = 2, ulong seed = 1)
    {
        using var written = Tiny.Written();
        var setup = Plan(written);
        return setup.Reporter.Report(
            Crowd.Live(setup.Plan, seed, contacts, threads, _ => { }, CancellationToken.None),
            seed,
            contacts
        );
    }

    private static Setup Plan(WrittenWorkspace written)
    {
        var workspace = OfflineWorkspace.Load(written.Root);
        Assert.Empty(workspace.Diagnostics);
        return Setup.Make(
            workspace,
            workspace.Find("spring").Published!.Definition,
            Tiny.Wanted(1),
            mailsPerDay: null,
            screen: null
        )!;
    }
}
