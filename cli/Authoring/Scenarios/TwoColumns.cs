using Journeys.Cli.Output;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Prints what happened beside what was expected.</summary>
internal sealed class TwoColumns(Screen screen, Surroundings surroundings)
{
    private const int Indent = 4;
    private const int Sign = 2;
    private const int Gap = 3;

    // What is redirected is read in an editor or a build log.
    private const int Usual = 150;

    /// <summary>Prints the rows; none prints nothing.</summary>
    public void Print(IReadOnlyList<Row> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var (left, right) = Widths(rows);
        Line(" ", "what happened", "what was expected", left, "grey");
        foreach (var row in rows)
        {
            Print(row, left, right);
        }
    }

    private void Print(Row row, int left, int right)
    {
        var (sign, style) = row.Mark switch
        {
            Mark.Remark => (" ", "grey"),
            Mark.Same => ("=", "green"),
            Mark.Different => ("≠", "yellow"),
            Mark.Extra => ("+", "red"),
            _ => ("-", "red"),
        };
        var happened = Wrapped(row.Happened, left);
        var expected = Wrapped(row.Expected, right);
        for (var i = 0; i < Math.Max(happened.Count, expected.Count); i++)
        {
            Line(i == 0 ? sign : " ", happened.ElementAtOrDefault(i), expected.ElementAtOrDefault(i), left, style);
        }
    }

    private void Line(string sign, string? happened, string? expected, int left, string style)
    {
        var text = happened ?? "";
        var gap = new string(' ', Math.Max(0, left - Measure.Text(text)) + Gap - 2);
        var line = $"{sign} {text}{gap}│ {expected}".TrimEnd();
        var cell = new Cell(line, style);
        screen.Markup(new string(' ', Indent) + cell.Markup(line));
    }

    private (int Left, int Right) Widths(IReadOnlyList<Row> rows)
    {
        var room = (surroundings.OutputIsTerminal ? screen.Width : Usual) - Indent - Sign - Gap;
        var wide = rows.Max(row => Measure.Text(Clean.Line(row.Expected)));
        var right = Math.Clamp(wide, 20, room / 2);
        var left = Math.Clamp(rows.Max(row => Measure.Text(Clean.Line(row.Happened))), 20, Math.Max(20, room - right));
        return (left, right);
    }

    // Lines after the first stand under the text, beside the time.
    private static List<string> Wrapped(string? text, int width)
    {
        if (text is null)
        {
            return [];
        }

        var lines = Measure.Wrapped(Clean.Line(text), width).ToList();
        if (lines.Count < 2)
        {
            return lines;
        }

        var rest = text[lines[0].Length..].TrimStart();
        return
        [
            lines[0],
            .. Measure.Wrapped(Clean.Line(rest), Math.Max(10, width - Indent)).Select(line => $"    {line}"),
        ];
    }
}
