using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Journeys.Cli.Output;

/// <summary>
/// Makes text that others wrote fit to print: a contact's name must not move the cursor, colour the screen or turn the
/// line around.
/// </summary>
internal static class Clean
{
    /// <summary>As one line: line breaks and tabs become blanks, every other control character goes.</summary>
    public static string Line(string? text) => Kept(text, c => c is '\n' or '\r' or '\t' ? ' ' : null);

    /// <summary>As lines: line breaks stay, a tab becomes four blanks, every other control character goes.</summary>
    public static string Lines(string? text) =>
        Kept(text?.ReplaceLineEndings("\n"), c => c is '\n' ? c : null, tab: "    ");

    /// <summary>As one line, ready to stand in Spectre's markup.</summary>
    public static string Markup(object? value) =>
        Line(Convert.ToString(value, CultureInfo.InvariantCulture)).EscapeMarkup();

    private static string Kept(string? text, Func<char, char?> control, string? tab = null)
    {
        if (text is null || !text.Any(IsControl))
        {
            return text ?? "";
        }

        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\t' && tab is not null)
            {
                kept.Append(tab);
            }
            else if (!IsControl(c))
            {
                kept.Append(c);
            }
            else if (control(c) is { } instead)
            {
                kept.Append(instead);
            }
        }

        return kept.ToString();
    }

    // C0, DEL and C1; the marks that change the direction of text; and the two separators that break a line.
    private static bool IsControl(char c) =>
        char.IsControl(c)
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';
}
