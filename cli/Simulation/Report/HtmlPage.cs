using System.Reflection;
using System.Text;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Cli.Simulation.Report;

/// <summary>A simulation's report as one page that needs nothing else: no network, no script, light or dark as the reader is.</summary>
internal sealed class HtmlPage
{
    private readonly SimulationReport report;
    private readonly StringBuilder page = new();

    private HtmlPage(SimulationReport report) => this.report = report;

    /// <summary>The page's HTML.</summary>
    public static string Of(SimulationReport report)
    {
        var made = new HtmlPage(report);
        made.Head();
        made.Tiles();
        made.Journey();
        made.Ends();
        made.Mails();
        made.Teams();
        made.Trouble();
        made.Foot();
        return made.page.ToString();
    }

    private SegmentReport All => report.Total;

    private static string Style { get; } = ReadStyle();

    private void Head()
    {
        page.Append(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Svg.Escaped(report.Title)}: a simulation</title><style>{Style}</style></head><body>
            <h1>{Svg.Escaped(report.Title)}</h1>
            <p>{Svg.Escaped(report.Journey)} {report.Version} · {Figures.Number(report.Contacts)} contacts · {report.Days} days from {Figures.Date(report.From)} · {(
                report.Seed is { } seed ? $"seed {seed}" : "recorded contacts"
            )}</p>
            """
        );
        if (!report.Complete)
        {
            page.Append(
                $"<p class=\"broken\">Broken off after {Figures.Number(report.Contacts)} of {Figures.Number(report.Wanted)} contacts.</p>"
            );
        }
    }

    private void Tiles()
    {
        page.Append("<div class=\"tiles\">");
        Tile(Figures.Number(All.Entered), $"of {Figures.Number(All.Contacts)} contacts entered");
        if (All.Goal is { } goal)
        {
            Tile(Figures.Percent(goal.Share), $"reached the goal ({Bounds(goal)})");
        }

        if (report.Teams.Any(team => team.Handovers > 0))
        {
            Tile(Figures.Percent(All.Handovers.Share), $"of runs were handed over ({Bounds(All.Handovers)})");
        }

        Tile(
            Figures.Number(report.MailsPerDay.Total),
            $"mails, at most {Figures.Number(report.MailsPerDay.Peak)} in a day"
        );
        Tile(Figures.Number(All.Held.Sum(reason => reason.Count)), "runs held for somebody to look at");
        page.Append("</div>");
    }

    private void Journey()
    {
        Section(
            "Where they went",
            "The length of a bar is how many came to a step; its parts are the ways by which they left. Grey: still there, held, or at the end."
        );
        page.Append(Charts.Funnel(All));
        foreach (var segment in report.Segments.Where(_ => report.Segments.Length > 1))
        {
            page.Append(
                $"<details><summary>Segment {Svg.Escaped(segment.Name)}: {Figures.Number(segment.Entered)} of {Figures.Number(segment.Contacts)} contacts entered</summary>{Charts.Funnel(segment)}</details>"
            );
        }

        var rows = All.Steps.SelectMany(step =>
            step.Ways.Select(
                (way, i) =>
                    (string[])
                        [
                            i == 0 ? step.Step : "",
                            i == 0 ? Figures.Number(step.Came) : "",
                            way.Way,
                            Figures.Number(way.Count),
                            Figures.Percent(way.Share),
                            Figures.Length(way.Median),
                            Figures.Length(way.P90),
                            i == 0 && step.Standing > 0 ? Figures.Number(step.Standing) : "",
                            i == 0 && step.Late > 0 ? Figures.Number(step.Late) : "",
                        ]
            )
        );
        Table(
            ["Step", "#Came", "Left by", "#Times", "#Share", "#Median", "#9 of 10", "#Still there", "#Times late"],
            rows
        );
    }

    private void Ends()
    {
        Section("How runs ended", "Of all runs; what is missing to the right is still under way, or held.");
        var outcomes = All.Ends.Select(end => end.Outcome).ToList();
        var kinds = report.Segments.Prepend(All).ToList();
        page.Append("<div class=\"key\">");
        foreach (var (outcome, i) in outcomes.Select((outcome, i) => (outcome, i)))
        {
            page.Append($"<span><i style=\"background:var(--c{i % 8})\"></i>{Svg.Escaped(outcome)}</span>");
        }

        page.Append("</div>").Append(Charts.Ends(kinds, outcomes));
        var rows = kinds.SelectMany(kind =>
            kind.Ends.Select(
                (end, i) =>
                    (string[])
                        [
                            i == 0 ? kind.Name : "",
                            end.Outcome,
                            Figures.Number(end.Rate.Count),
                            Figures.Percent(end.Rate),
                            Figures.Length(end.Median),
                            Figures.Length(end.P90),
                        ]
            )
        );
        Table(["Segment", "End", "#Runs", "#Share, with its 95 % interval", "#Median time", "#9 of 10"], rows);
    }

    private void Mails()
    {
        if (report.MailsPerDay.Total == 0)
        {
            return;
        }

        Section("Mails", Over(report.MailsPerDay, "mails"));
        page.Append(Charts.Days(report.MailsPerDay, report.From, "mails"));
        var types = All.Mails.SelectMany(mail => mail.Reactions.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var rows = All.Mails.Select(mail =>
            (string[])
                [
                    mail.Mail,
                    Figures.Number(mail.Sent),
                    .. types.Select(type =>
                        Figures.Percent(mail.Sent == 0 ? 0 : (double)mail.Reactions.GetValueOrDefault(type) / mail.Sent)
                    ),
                ]
        );
        Table(["Mail", "#Sent", .. types.Select(type => $"#{type}")], rows);
    }

    private void Teams()
    {
        if (report.Teams.IsEmpty)
        {
            return;
        }

        Section(
            "Tasks",
            "Tasks and hand-overs that are opened each day, beside what the team can do. Red days are more than that."
        );
        foreach (var team in report.Teams)
        {
            var answers = string.Join(
                ", ",
                team.Answers.OrderByDescending(answer => answer.Value)
                    .Select(answer => $"{answer.Key} {Figures.Number(answer.Value)}")
            );
            page.Append(
                $"<h3>{Svg.Escaped(team.Team)}</h3><p>{Svg.Escaped($"{Over(team.Tasks, "tasks")} {Figures.Number(team.Late)} deadlines missed. Answers: {answers}.")}</p>"
            );
            page.Append(Charts.Days(team.Tasks, report.From, "tasks"));
        }
    }

    private void Trouble()
    {
        var hardly = report
            .Waits.Where(wait => wait.Hardly)
            .Select(wait =>
                (string[])
                    [
                        wait.Step,
                        $"hardly ever gets what it waits for ({wait.Segment}): {Figures.Percent(wait.Came)}",
                        Figures.Number(wait.Came.Of),
                    ]
            );
        var held = All.Held.Select(reason =>
            (string[])[reason.Step ?? "", $"held: {reason.Why}", Figures.Number(reason.Count)]
        );
        var turned = All.NotEntered.Select(reason => (string[])["", reason.Why, Figures.Number(reason.Count)]);
        var rows = hardly.Concat(held).Concat(turned).ToList();
        if (rows.Count > 0)
        {
            Section("Look at this", "What is held, what hardly ever happens, and who was not let in.");
            Table(["Step", "Why", "#Times"], rows);
        }
    }

    private void Foot() =>
        page.Append(
            "<footer>Invented contacts, drawn from a behaviour model: what comes out is as good as what went in. Intervals hold 95 of 100 times (Wilson) and tell of chance only.</footer></body></html>"
        );

    private void Section(string title, string words) =>
        page.Append($"<h2>{Svg.Escaped(title)}</h2><p>{Svg.Escaped(words)}</p>");

    private void Tile(string figure, string words) =>
        page.Append($"<div class=\"tile\"><b>{Svg.Escaped(figure)}</b><span>{Svg.Escaped(words)}</span></div>");

    // A title that begins with # is above numbers.
    private void Table(string[] titles, IEnumerable<string[]> rows)
    {
        page.Append("<div class=\"wide\"><table><tr>");
        page.AppendJoin(
            "",
            titles.Select(title =>
                title[0] == '#' ? $"<th class=\"n\">{Svg.Escaped(title[1..])}</th>" : $"<th>{Svg.Escaped(title)}</th>"
            )
        );
        page.Append("</tr>");
        foreach (var row in rows)
        {
            var cells = row.Zip(
                titles,
                (cell, title) =>
                    $"<td{(title[0] == '#' ? " class=\"n\"" : cell.Length > 40 ? " class=\"say\"" : "")}>{Svg.Escaped(cell)}</td>"
            );
            page.Append("<tr>").AppendJoin("", cells).Append("</tr>");
        }

        page.Append("</table></div>");
    }

    private string Over(DailyReport daily, string what)
    {
        var most =
            $"{Figures.Number(daily.Total)} {what}, at most {Figures.Number(daily.Peak)} in a day, on {Figures.Date(daily.PeakDay)}.";
        return daily.Limit is not { } limit ? most
            : daily.DaysOver == 0 ? $"{most} Never more than the {Figures.Number(limit)} that are possible."
            : $"{most} On {daily.DaysOver} of {report.Days} days more than the {Figures.Number(limit)} that are possible.";
    }

    private static string Bounds(Rate rate) => $"{Figures.Percent(rate.Low)} to {Figures.Percent(rate.High)}";

    private static string ReadStyle()
    {
        using var style = Assembly.GetExecutingAssembly().GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(style);
        return reader.ReadToEnd();
    }
}
