using System.Text;
using Spectre.Console.Rendering;

namespace Journeys.Cli.Output;

/// <summary>How wide text is on a terminal, where some characters take two columns and some none.</summary>
internal static class Measure
{
    public static int Text(string text) => new Segment(text).CellCount();

    /// <summary>The text cut to so many columns, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int columns)
    {
        if (Text(text) <= columns)
        {
            return text;
        }

        var kept = new StringBuilder();
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += Text(rune.ToString());
            if (width >= columns)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.ToString().TrimEnd() + "…";
    }

    /// <summary>Text broken at blanks into lines of at most so many columns; a longer word keeps its own line.</summary>
    public static IEnumerable<string> Wrapped(string text, int columns)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var word in text.Split(' '))
        {
            var wide = Text(word);
            if (width > 0 && width + 1 + wide > columns)
            {
                yield return line.ToString();
                line.Clear();
                width = 0;
            }

            if (line.Length > 0)
            {
                line.Append(' ');
                width++;
            }

            line.Append(word);
            width += wide;
        }

        yield return line.ToString();
    }
}
