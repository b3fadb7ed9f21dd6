using Journeys.Cli.Output;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Report;

/// <summary>A simulation's report on the terminal: the answer first, then where everybody went, then who has what to do.</summary>
internal sealed class ReportScreen
{
    private const int Wide = 100;
    private const int Label = 14;

    // More segments than this do not fit beside each other; the page and the files have them all.
    private const int MostSegments = 4;

    private readonly Screen screen;
    private readonly SimulationReport report;
    private readonly SegmentReport all;

    private ReportScreen(Screen screen, SimulationReport report) =>
        (this.screen, this.report, all) = (screen, report, report.Total);

    private int Width => Math.Min(screen.Width, 120);

    public static void Print(Screen screen, SimulationReport report)
    {
        var page = new ReportScreen(screen, report);
        page.Answer();
        page.Funnel();
        page.Ends();
        page.Segments();
        page.Mails();
        page.Teams();
        page.Trouble();
    }

    private void Answer()
    {
        screen.Line($"[bold]{report.Title}[/]");
        var crowd = report.Seed is { } seed ? $"seed {seed}" : "recorded contacts";
        screen.Line(
            $"[grey]{report.Journey} {report.Version} · {Figures.Number(report.Contacts)} contacts · {report.Days} days from {Figures.Date(report.From)} · {crowd}[/]"
        );
        screen.Line();
        var again = all.Runs > all.Entered ? $", {Figures.Number(all.Runs - all.Entered)} of them again later" : "";
        Fact("entered", $"{Figures.Number(all.Entered)} of {Figures.Number(all.Contacts)} contacts{again}");
        foreach (var reason in all.NotEntered.Take(3))
        {
            Fact("", $"{Figures.Number(reason.Count)}: {reason.Why}");
        }

        if (all.Goal is { } goal)
        {
            var afterwards =
                all.GoalAfterwards > 0 ? $"; {Figures.Number(all.GoalAfterwards)} of them after their run" : "";
            Fact("goal", $"{Figures.Percent(goal)}, {Figures.Number(goal.Count)} contacts{afterwards}");
        }

        if (report.Teams.Any(team => team.Handovers > 0))
        {
            Fact("handed over", $"{Figures.Percent(all.Handovers)} of runs, {Figures.Number(all.Handovers.Count)}");
        }

        if (all.Started > 0)
        {
            Fact("started", $"{Figures.Number(all.Started)} runs of other journeys");
        }
    }

    private void Funnel()
    {
        Head("Where they went");
        var bars = screen.Width >= Wide;
        var list = new Listing().Word("STEP").Number("CAME").Text("LEFT BY").Number("SHARE");
        list = (bars ? list.Word("") : list).Number("MEDIAN").Number("9 OF 10");
        foreach (var step in all.Steps)
        {
            var (name, came) = (step.Step, Figures.Number(step.Came));
            foreach (var way in step.Ways)
            {
                Row(list, bars, name, came, way.Way, way.Share, way.Median, way.P90);
                (name, came) = ("", "");
            }

            foreach (var note in Notes(step))
            {
                Row(list, bars, name, came, note, null, null, null);
                (name, came) = ("", "");
            }
        }

        list.Print(screen);
    }

    private static IEnumerable<string> Notes(StepReport step)
    {
        if (step.Late > 0)
        {
            yield return $"({Figures.Number(step.Late)} times late)";
        }

        if (step.Standing > 0)
        {
            yield return $"({Figures.Number(step.Standing)} still there)";
        }
        else if (step.Ways.IsEmpty)
        {
            yield return step.Verb == "end" ? "" : "(nobody)";
        }
    }

    private static void Row(
        Listing list,
        bool bars,
        string step,
        string came,
        string way,
        double? share,
        double? median,
        double? p90
    )
    {
        List<Cell> cells = [new(step, "bold"), came, way, share is null ? "" : Figures.Percent(share.Value)];
        if (bars)
        {
            cells.Add(new(share is { } part ? Bar.Of((int)Math.Round(part * 1000), 1000, 16) : "", "blue"));
        }

        cells.AddRange([Time(median), Time(p90)]);
        list.Row([.. cells]);
    }

    private void Ends()
    {
        Head("How runs ended");
        var list = new Listing().Word("END").Number("RUNS").Number("SHARE (95 %)").Number("MEDIAN").Number("9 OF 10");
        foreach (var end in all.Ends)
        {
            list.Row(
                end.Outcome,
                Figures.Number(end.Rate.Count),
                Figures.Percent(end.Rate),
                Time(end.Median),
                Time(end.P90)
            );
        }

        var inside = Rate.Is(all.StillInside, all.Runs);
        if (inside.Count > 0)
        {
            list.Row(new("(still inside)", "grey"), Figures.Number(inside.Count), Figures.Percent(inside), "", "");
        }

        var held = Rate.Is(all.Held.Where(reason => reason.Step is not null).Sum(reason => reason.Count), all.Runs);
        if (held.Count > 0)
        {
            list.Row(new("(held)", "red"), Figures.Number(held.Count), Figures.Percent(held), "", "");
        }

        list.Print(screen);
    }

    private void Segments()
    {
        if (report.Segments.Length < 2)
        {
            return;
        }

        Head("By segment: share of those who entered, and the median time");
        var shown = report.Segments.Take(MostSegments).ToList();
        var list = new Listing().Word("");
        shown.ForEach(segment => list.Number(segment.Name.ToUpperInvariant()));
        list.Row([(Cell)"contacts", .. shown.Select(segment => (Cell)Figures.Number(segment.Contacts))]);
        list.Row([(Cell)"entered", .. shown.Select(segment => (Cell)Figures.Number(segment.Entered))]);
        if (all.Goal is not null)
        {
            list.Row([(Cell)"goal", .. shown.Select(segment => (Cell)Figures.Percent(segment.Goal!.Share))]);
        }

        foreach (var step in all.Steps.Where(step => step.Verb != "end").Select(step => step.Step))
        {
            list.Row([new($"> {step}", "grey"), .. shown.Select(segment => Came(segment, step))]);
        }

        foreach (var end in all.Ends.Select(end => end.Outcome))
        {
            list.Row([(Cell)$"= {end}", .. shown.Select(segment => Ended(segment, end))]);
        }

        list.Print(screen);
        if (shown.Count < report.Segments.Length)
        {
            screen.Line($"[grey]and {report.Segments.Length - shown.Count} more: --json, --csv and --html have all[/]");
        }
    }

    private static Cell Came(SegmentReport segment, string step) =>
        Figures.Percent(Of(segment.Steps.First(one => one.Step == step).Came, segment.Entered));

    private static Cell Ended(SegmentReport segment, string outcome) =>
        segment.Ends.FirstOrDefault(end => end.Outcome == outcome) is { } found
            ? $"{Figures.Percent(Of(found.Rate.Count, segment.Entered))} · {Figures.Length(found.Median)}"
            : "-";

    private void Mails()
    {
        if (report.MailsPerDay.Total == 0)
        {
            return;
        }

        Head("Mails");
        var types = all.Mails.SelectMany(mail => mail.Reactions.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var list = new Listing().Word("MAIL").Number("SENT");
        types.ForEach(type => list.Number(type[(type.LastIndexOf('.') + 1)..].ToUpperInvariant()));
        foreach (var mail in all.Mails)
        {
            var shares = types.Select(type =>
                (Cell)Figures.Percent(Of(mail.Reactions.GetValueOrDefault(type), mail.Sent))
            );
            list.Row([(Cell)mail.Mail, Figures.Number(mail.Sent), .. shares]);
        }

        list.Print(screen);
        Daily("per day", report.MailsPerDay);
    }

    private void Teams()
    {
        if (report.Teams.IsEmpty)
        {
            return;
        }

        Head("Tasks");
        foreach (var team in report.Teams)
        {
            screen.Line($"[bold]{team.Team}[/]");
            var answers = string.Join(
                ", ",
                team.Answers.OrderByDescending(answer => answer.Value)
                    .Select(answer => $"{answer.Key} {Figures.Number(answer.Value)}")
            );
            Fact(
                "tasks",
                $"{Figures.Number(team.Tasks.Total)}, {Figures.Number(team.Handovers)} of them hand-overs; {Figures.Number(team.Open)} open in the end"
            );
            Fact("answers", answers.Length == 0 ? "none" : answers);
            Fact(
                "late",
                $"{Figures.Number(team.Late)} deadlines missed"
                    + (team.Withdrawn > 0 ? $", {Figures.Number(team.Withdrawn)} withdrawn" : "")
            );
            Daily("per day", team.Tasks);
        }
    }

    private void Daily(string label, DailyReport daily)
    {
        Fact(label, $"at most {Figures.Number(daily.Peak)}, on {Figures.Date(daily.PeakDay)}");
        if (daily.Limit is { } limit)
        {
            var over =
                daily.DaysOver == 0 ? "never more" : $"more on {Figures.Number(daily.DaysOver)} of {report.Days} days";
            screen.Beside(
                2,
                "",
                Label,
                new($"{over} than the {Figures.Number(limit)} that are possible", daily.DaysOver > 0 ? "red" : "green")
            );
        }

        screen.Beside(2, "", Label, new(Figures.Curve(daily.Counts, Width - Label), "blue"));
    }

    private void Trouble()
    {
        var hardly = report
            .Waits.Where(wait => wait.Hardly && (wait.Segment == Reporter.All || report.Segments.Length > 1))
            .ToList();
        if (hardly.Count == 0 && all.Held.IsEmpty)
        {
            return;
        }

        Head("Look at this");
        foreach (var wait in hardly)
        {
            var who = wait.Segment == Reporter.All ? "" : $" for segment {wait.Segment}";
            Fact("", $"{wait.Step} hardly ever gets what it waits for{who}: {Figures.Percent(wait.Came)}");
        }

        foreach (var reason in all.Held)
        {
            Fact("", $"{Figures.Number(reason.Count)} held at {reason.Step}: {reason.Why}");
        }
    }

    private void Head(string title)
    {
        screen.Line();
        screen.Line($"[bold]{title}[/]");
    }

    private void Fact(string label, string text) => screen.Beside(2, new(label, "grey"), Label, text);

    private static double Of(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static string Time(double? seconds) => seconds is null ? "" : Figures.Length(seconds.Value);
}
