using System.Globalization;
using System.Net;
using System.Text;

namespace Journeys.Cli.Simulation.Report;

/// <summary>Writes a drawing as SVG; every text is escaped on the way. Numbers are in its own units, 960 to the width.</summary>
internal sealed class Svg
{
    /// <summary>How wide every drawing is.</summary>
    public const double Width = 960;

    private const int Colours = 8;

    private readonly StringBuilder inside = new();

    /// <summary>A filled box; a title shows when the pointer rests on it.</summary>
    public void Box(double x, double y, double width, double height, string fill, string? title = null)
    {
        if (width <= 0 || height <= 0)
        {
            return;
        }

        inside.Append(
            Invariant($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" {fill}")
        );
        inside.Append(title is null ? "/>" : $"><title>{Escaped(title)}</title></rect>");
    }

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        inside.Append(
            Invariant($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" class=\"{style}\"/>")
        );

    public void Text(double x, double y, string text, string style = "") =>
        inside.Append(Invariant($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" class=\"{style}\">{Escaped(text)}</text>"));

    /// <summary>The drawing.</summary>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    public string Drawing(double height, string label) =>
        Invariant($"<svg viewBox=\"0 0 {Width:0} {height:0.##}\" role=\"img\" aria-label=\"{Escaped(label)}\">")
        + inside
        + "</svg>";

    /// <summary>The fill of the n-th thing.</summary>
    public static string Fill(int number) => $"fill=\"var(--c{number % Colours})\"";

    /// <summary>Text as HTML shows it.</summary>
    public static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
