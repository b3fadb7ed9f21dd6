using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Journeys.Cli.Output;

/// <summary>
/// Where a command prints: answers to stdout, trouble to stderr. Every value that is put into a line is made harmless
/// on the way; only the words of the program itself may hold markup.
/// </summary>
internal sealed class Screen
{
    // What is redirected is read by programs, or later: it is never wrapped or cut.
    private const int NoEdge = 100_000;

    private readonly Surroundings surroundings;
    private readonly IAnsiConsole output;
    private readonly IAnsiConsole error;

    /// <summary>The screen of one run.</summary>
    /// <param name="colours">Whether colours are wanted; what is redirected gets none anyway.</param>
    public Screen(Surroundings surroundings, bool colours)
    {
        this.surroundings = surroundings;
        Width = surroundings.OutputIsTerminal ? surroundings.Width : NoEdge;
        output = Console(surroundings.Output, colours && surroundings.OutputIsTerminal, Width);
        var errorWidth = surroundings.ErrorIsTerminal ? surroundings.Width : NoEdge;
        error = Console(surroundings.Error, colours && surroundings.ErrorIsTerminal, errorWidth);
    }

    /// <summary>The columns there are.</summary>
    public int Width { get; }

    /// <summary>A console on stderr that may move its cursor; null when no person looks at it.</summary>
    public IAnsiConsole? Live =>
        surroundings.ErrorIsTerminal && surroundings.Variable("TERM") != "dumb"
            ? AnsiConsole.Create(
                new AnsiConsoleSettings
                {
                    Ansi = AnsiSupport.Yes,
                    Interactive = InteractionSupport.Yes,
                    Out = new AnsiConsoleOutput(surroundings.Error),
                }
            )
            : null;

    public void Line() => output.WriteLine();

    /// <summary>One line of the answer: markup in which every value is escaped.</summary>
    public void Line(FormattableString markup) => output.MarkupLine(Escaped(markup));

    /// <summary>One line of markup that is escaped already.</summary>
    public void Markup(string markup) => output.MarkupLine(markup);

    /// <summary>A text that keeps its line breaks: the body of a mail.</summary>
    public void Lines(string text) => surroundings.Output.WriteLine(Clean.Lines(text).TrimEnd('\n'));

    /// <summary>A label, and a text beside it that wraps under itself.</summary>
    /// <param name="indent">Blanks before the label.</param>
    /// <param name="column">Where the text begins, if the label leaves room.</param>
    public void Beside(int indent, Cell label, int column, Cell text)
    {
        var name = Clean.Line(label.Text);
        var room = Math.Max(20, Width - column);
        var start = new string(' ', indent) + label.Markup(name);
        var gap = column - indent - Measure.Text(name);
        if (gap < 1 && name.Length > 0)
        {
            output.MarkupLine(start);
            start = "";
            gap = column;
        }

        foreach (var line in Measure.Wrapped(Clean.Line(text.Text), room))
        {
            output.MarkupLine(start + new string(' ', gap) + text.Markup(line));
            start = "";
            gap = column;
        }
    }

    /// <summary>One line of cells, each filled up to its column's width.</summary>
    public void Row(IEnumerable<(Cell Cell, int Width, bool Right)> cells)
    {
        var line = new StringBuilder();
        var owed = 0;
        foreach (var (cell, width, right) in cells)
        {
            var text = Measure.Cut(Clean.Line(cell.Text), width);
            var space = width - Measure.Text(text);
            line.Append(' ', owed + (right ? space : 0));
            line.Append(cell.Markup(text));
            owed = Listing.Gap + (right ? 0 : space);
        }

        // Blanks are owed only to a next cell: no line ends in them.
        output.MarkupLine(line.ToString().TrimEnd());
    }

    /// <summary>The API's JSON, as it came.</summary>
    public void Document(string json) =>
        surroundings.Output.WriteLine(surroundings.OutputIsTerminal ? Clean.Lines(json) : json);

    /// <summary>What went wrong, to stderr.</summary>
    public void Trouble(FormattableString markup) => error.MarkupLine("[red]" + Escaped(markup) + "[/]");

    /// <summary>What else there is to know about it, to stderr.</summary>
    public void Advice(FormattableString markup) => error.MarkupLine(Escaped(markup));

    private static string Escaped(FormattableString markup) =>
        string.Format(CultureInfo.InvariantCulture, markup.Format, [.. markup.GetArguments().Select(Clean.Markup)]);

    private static IAnsiConsole Console(TextWriter writer, bool colours, int width)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = width;
        return console;
    }
}
