using System.Text;

namespace Journeys.Runtime;

/// <summary>
/// Makes text that others wrote fit for a line of a log, a header or a name: one line, without control characters (which
/// forge lines and drive terminals) and without the marks that turn the direction of text or cannot be seen.
/// </summary>
public static class Plain
{
    /// <summary>The text on one line: breaks and tabs become blanks, what cannot be seen goes, and no more than so many characters.</summary>
    public static string Line(string? text, int most = 1_000)
    {
        if (text is null)
        {
            return "";
        }

        var cut = text.Length > most ? Beginning(text, most) + "…" : text;
        if (!cut.Any(IsUnfit))
        {
            return cut;
        }

        var kept = new StringBuilder(cut.Length);
        foreach (var letter in cut)
        {
            if (letter is '\n' or '\r' or '\t' or '\u2028' or '\u2029')
            {
                kept.Append(' ');
            }
            else if (!IsUnfit(letter))
            {
                kept.Append(letter);
            }
        }

        return kept.ToString();
    }

    /// <summary>The first characters of a text, at most so many, without half a surrogate pair at the end.</summary>
    public static string Beginning(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];

    /// <summary>The text with U+FFFD for every half of a surrogate pair that stands alone: what no store and no UTF-8 can hold.</summary>
    public static string WellFormed(string text) =>
        Tables.TableKey.IsWellFormed(text) ? text : string.Concat(text.EnumerateRunes());

    /// <summary>
    /// Controls of C0 and C1, DEL, the marks of direction, the separators of lines, and those of no width. Source: Unicode
    /// Standard Annex #9 for the marks of direction, and its general category Cf.
    /// </summary>
    public static bool IsUnfit(char letter) =>
        char.IsControl(letter)
        || letter
            is '\u00AD'
                or '\u061C'
                or '\u180E'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u2028' and <= '\u202E')
                or (>= '\u2060' and <= '\u206F')
                or '\uFEFF'
                or (>= '\uFFF9' and <= '\uFFFB');
}
