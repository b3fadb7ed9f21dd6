namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>
/// How wide a text is in the sans-serif fonts that readers have. Nobody measures it where the diagram is written, so the
/// widths are those of the wider fonts among them: a box is rather too wide than too narrow.
/// </summary>
internal static class TextWidth
{
    /// <summary>The width in pixels.</summary>
    /// <param name="size">The font's size in pixels.</param>
    public static double Of(string text, double size, bool bold = false) =>
        text.Sum(Share) * size * (bold ? 1.15 : 1.05);

    // The share of the font's size.
    private static double Share(char c) =>
        c switch
        {
            'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' => 0.28,
            'f' or 'r' or 't' or ' ' or '-' or '(' or ')' or '"' or '/' => 0.37,
            'm' or 'w' or 'M' or 'W' or '@' or '—' => 0.88,
            >= 'A' and <= 'Z' => 0.69,
            > '\u2E7F' => 1.0,
            _ => 0.58,
        };
}
