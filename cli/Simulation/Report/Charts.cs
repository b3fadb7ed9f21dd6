using Journeys.Orchestrations.Simulation.Results;
using NodaTime;

namespace Journeys.Cli.Simulation.Report;

/// <summary>The drawings of the page. They are few and plain, so they are drawn here rather than by a library.</summary>
internal static class Charts
{
    private const double Names = 150;
    private const double Row = 30;
    private const double Thick = 20;

    /// <summary>How many came to each step, and by which way they left.</summary>
    public static string Funnel(SegmentReport kind)
    {
        var svg = new Svg();
        var most = Math.Max(1, kind.Steps.Max(step => step.Came));
        var room = Svg.Width - Names - 90;
        var y = 4.0;
        foreach (var step in kind.Steps)
        {
            svg.Text(Names - 10, y + 14, step.Step, "end");
            svg.Box(Names, y, room, Thick, "class=\"back\"");
            var x = Names;
            foreach (var (way, i) in step.Ways.Select((way, i) => (way, i)))
            {
                x += Part(svg, x, y, room * way.Count / most, way, Svg.Fill(i), step.Step);
            }

            var rest = room * step.Came / most - (x - Names);
            svg.Box(
                x,
                y,
                rest,
                Thick,
                "fill=\"var(--c5)\"",
                $"{step.Step}: {(step.Verb == "end" ? "the end" : "still there, or held")}"
            );
            svg.Text(Names + room + 8, y + 14, Figures.Number(step.Came), "soft");
            y += Row;
        }

        return svg.Drawing(y, "How many came to each step, and by which way they left");
    }

    /// <summary>Day after day, beside what is possible.</summary>
    public static string Days(DailyReport daily, LocalDate from, string what)
    {
        const double left = 56;
        const double top = 14;
        const double height = 150;
        var svg = new Svg();
        var most = Math.Max(1, Math.Max(daily.Peak, daily.Limit is { } limit && limit < daily.Peak * 3 ? limit : 0));
        var each = (Svg.Width - left) / daily.Counts.Length;
        foreach (var part in new[] { 0, 0.5, 1 })
        {
            var y = top + height - (height * part);
            svg.Line(left, y, Svg.Width, y, "grid");
            svg.Text(left - 8, y + 4, Figures.Number(most * part), "soft end");
        }

        foreach (var (count, day) in daily.Counts.Select((count, day) => (count, day)))
        {
            var tall = height * count / most;
            var over = count > daily.Limit ? "fill=\"var(--c4)\"" : Svg.Fill(0);
            svg.Box(
                left + (day * each),
                top + height - tall,
                Math.Max(each * 0.82, 0.6),
                tall,
                over,
                $"{Figures.Date(from.PlusDays(day))}: {Figures.Number(count)} {what}"
            );
        }

        Months(svg, daily.Counts.Length, from, left, each, top + height);
        if (daily.Limit <= most)
        {
            var y = top + height - (height * daily.Limit.Value / most);
            svg.Line(left, y, Svg.Width, y, "limit");
            svg.Text(Svg.Width - 4, y - 4, $"{Figures.Number(daily.Limit.Value)} are possible", "over end");
        }

        return svg.Drawing(top + height + 24, $"{what} by day");
    }

    /// <summary>How runs ended, kind by kind; each bar is a whole.</summary>
    public static string Ends(IReadOnlyList<SegmentReport> kinds, IReadOnlyList<string> outcomes)
    {
        var svg = new Svg();
        var y = 4.0;
        foreach (var kind in kinds)
        {
            svg.Text(Names - 10, y + 14, kind.Name, "end");
            svg.Box(Names, y, Svg.Width - Names, Thick, "class=\"back\"");
            var x = Names;
            foreach (var (outcome, i) in outcomes.Select((outcome, i) => (outcome, i)))
            {
                if (kind.Ends.FirstOrDefault(end => end.Outcome == outcome) is { } end)
                {
                    var width = (Svg.Width - Names) * end.Rate.Share;
                    svg.Box(x, y, width, Thick, Svg.Fill(i), $"{kind.Name}, {outcome}: {Figures.Percent(end.Rate)}");
                    x += Percent(svg, x, y, width, end.Rate.Share);
                }
            }

            y += Row;
        }

        return svg.Drawing(y, "How runs ended, by segment");
    }

    private static double Part(Svg svg, double x, double y, double width, WayReport way, string fill, string step)
    {
        var title =
            $"{step}, {way.Way}: {Figures.Number(way.Count)} ({Figures.Percent(way.Share)}), half within {Figures.Length(way.Median)}";
        svg.Box(x, y, width, Thick, fill, title);
        var label = $"{way.Way} {Figures.Percent(way.Share)}";
        if (width > (label.Length * 6.6) + 12)
        {
            svg.Text(x + 7, y + 14, label, "in");
        }

        return width;
    }

    private static double Percent(Svg svg, double x, double y, double width, double share)
    {
        if (width > 50)
        {
            svg.Text(x + 7, y + 14, Figures.Percent(share), "in");
        }

        return width;
    }

    private static void Months(Svg svg, int days, LocalDate from, double left, double each, double y)
    {
        var end = double.NegativeInfinity;
        for (var day = 0; day < days; day++)
        {
            var date = from.PlusDays(day);
            var x = left + (day * each);
            if ((day == 0 || date.Day == 1) && x > end)
            {
                var label = date.ToString("d MMM", null);
                svg.Text(x, y + 17, label, "soft");
                end = x + (label.Length * 8) + 6;
            }
        }
    }
}
