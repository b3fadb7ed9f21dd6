using System.Text;

namespace Journeys.Runtime;

/// <summary>
/// Makes text that others wrote fit for one line of a log, a mail's head or a message: control characters forge lines and
/// drive terminals, and marks of direction let a line read as something else.
/// </summary>
public static class Plain
{
    /// <summary>The text on one line: breaks and tabs become blanks, other controls go, and no more than so many characters stay.</summary>
    public static string Line(string? text, int most = 1_000)
    {
        if (text is null)
        {
            return "";
        }

        var cut = text.Length > most ? Beginning(text, most) + "…" : text;
        if (!cut.Any(IsControl))
        {
            return cut;
        }

        var kept = new StringBuilder(cut.Length);
        foreach (var letter in cut)
        {
            if (letter is '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029')
            {
                kept.Append(' ');
            }
            else if (!IsControl(letter))
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

    /// <summary>The text, or so many of its first characters and an ellipsis.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : $"{Beginning(text, most)}…";

    /// <summary>The text with U+FFFD for every half of a surrogate pair that stands alone: what no store and no UTF-8 can hold.</summary>
    public static string WellFormed(string text) =>
        Tables.TableKey.IsWellFormed(text) ? text : string.Concat(text.EnumerateRunes());

    /// <summary>Whether a text holds what nobody can see, or what shows it as another: then it must not name anything.</summary>
    public static bool Hides(string text) => text.Any(IsUnseen);

    // C0, DEL and C1; the marks that change the direction of text (Unicode Standard Annex #9); separators of lines.
    private static bool IsControl(char letter) =>
        char.IsControl(letter)
        || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';

    // Those, and what has no width. In a sentence such characters join letters; in a name they only hide.
    private static bool IsUnseen(char letter) =>
        IsControl(letter)
        || letter
            is '\u00AD'
                or '\u034F'
                or '\u061C'
                or '\u115F'
                or '\u1160'
                or '\u180E'
                or (>= '\u200B' and <= '\u200F')
                or (>= '\u2060' and <= '\u206F')
                or '\u3164'
                or (>= '\uFE00' and <= '\uFE0F')
                or '\uFEFF'
                or '\uFFA0'
                or (>= '\uFFF9' and <= '\uFFFB');
}
