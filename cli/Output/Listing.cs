namespace Journeys.Cli.Output;

/// <summary>
/// A table without lines. Ids are never cut, because people copy them: where the terminal is too narrow, the id moves
/// under its row, and then the texts are cut.
/// </summary>
internal sealed class Listing
{
    /// <summary>The blanks between two columns.</summary>
    public const int Gap = 2;

    private const int Narrowest = 12;
    private const int Indent = 4;

    private readonly List<Column> columns = [];
    private readonly List<Cell[]> rows = [];

    public int Count => rows.Count;

    /// <summary>The column that names a row; at most one.</summary>
    public Listing Id(string title) => With(new(title, Kind.Id));

    /// <summary>A column of short words, never cut.</summary>
    public Listing Word(string title) => With(new(title, Kind.Word));

    /// <summary>A column of numbers, never cut.</summary>
    public Listing Number(string title) => With(new(title, Kind.Number));

    /// <summary>A column of text, cut when there is no room.</summary>
    public Listing Text(string title) => With(new(title, Kind.Text));

    /// <summary>A text that is too long for a column: it stands beneath its row, wrapped.</summary>
    public Listing Beneath(string title) => With(new(title, Kind.Beneath));

    /// <summary>One row: a cell for each column.</summary>
    public void Row(params Cell[] cells) => rows.Add(cells);

    public void Print(Screen screen)
    {
        var widths = columns.Select(Natural).ToArray();
        var beside = Enumerable.Range(0, columns.Count).Where(i => columns[i].Kind != Kind.Beneath).ToList();
        if (Total(widths, beside) > screen.Width)
        {
            beside.RemoveAll(i => columns[i].Kind == Kind.Id);
        }

        Shrink(widths, beside, screen.Width);
        screen.Row(beside.Select(i => (new Cell(columns[i].Title, "grey"), widths[i], columns[i].Kind == Kind.Number)));
        foreach (var row in rows)
        {
            screen.Row(beside.Select(i => (row[i], widths[i], columns[i].Kind == Kind.Number)));
            foreach (var i in Enumerable.Range(0, columns.Count).Except(beside).Where(i => row[i].Text.Length > 0))
            {
                screen.Beside(Indent, "", Indent, row[i] with { Style = row[i].Style ?? "grey" });
            }
        }
    }

    private Listing With(Column column)
    {
        columns.Add(column);
        return this;
    }

    private int Natural(Column column, int i) =>
        rows.Select(row => Measure.Text(Clean.Line(row[i].Text))).Append(column.Title.Length).Max();

    private static int Total(int[] widths, List<int> beside) => beside.Sum(i => widths[i]) + (Gap * (beside.Count - 1));

    // The widest text gives way first, a column at a time, so that short ones stay whole.
    private void Shrink(int[] widths, List<int> beside, int room)
    {
        var texts = beside.Where(i => columns[i].Kind == Kind.Text).ToList();
        while (Total(widths, beside) > room && texts.Any(i => widths[i] > Narrowest))
        {
            widths[texts.MaxBy(i => widths[i])]--;
        }
    }

    private enum Kind
    {
        Id,
        Word,
        Number,
        Text,
        Beneath,
    }

    private sealed record Column(string Title, Kind Kind);
}
