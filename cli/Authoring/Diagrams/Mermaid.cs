using System.Globalization;
using System.Text;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>A diagram as Mermaid's text (mermaid.js.org, flowcharts), which GitHub and many editors draw.</summary>
internal static class Mermaid
{
    public static string Of(Diagram diagram)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"---\ntitle: {Quoted(diagram.Title)}\n---\nflowchart TD\n");
        foreach (var box in diagram.Boxes)
        {
            var (open, close) = Shape(box.Verb);
            var lines = box.Lines.Select(Escaped).Prepend($"<b>{Escaped(box.Name)}</b>");
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Id(box.Id)}{open}\"{string.Join("<br>", lines)}\"{close}:::{box.Verb}_\n"
            );
        }

        foreach (var arrow in diagram.Arrows)
        {
            var label = arrow.Labels.IsEmpty ? "" : $"|\"{string.Join("<br>", arrow.Labels.Select(Escaped))}\"|";
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Id(arrow.From)} {(arrow.IsMain ? "-->" : "-.->")}{label} {Id(arrow.To)}\n"
            );
        }

        foreach (var (verb, colour) in Colours.All.Where(pair => diagram.Boxes.Any(box => box.Verb == pair.Verb)))
        {
            text.Append(CultureInfo.InvariantCulture, $"  classDef {verb}_ stroke:{colour},stroke-width:2px\n");
        }

        return text.ToString();
    }

    // Names of steps have hyphens, and some are words of Mermaid's own.
    private static string Id(string name) => name == Box.Entrance ? "enter" : $"s_{name.Replace('-', '_')}";

    private static (string Open, string Close) Shape(string verb) =>
        verb switch
        {
            "enter" or "end" => ("([", "])"),
            "wait" or "waitFor" => ("{{", "}}"),
            "branch" or "split" => ("{", "}"),
            "task" or "handoff" => ("[[", "]]"),
            _ => ("[", "]"),
        };

    private static string Escaped(string text) =>
        text.Replace("#", "#35;")
            .Replace("&", "#amp;")
            .Replace("\"", "#quot;")
            .Replace("<", "#lt;")
            .Replace(">", "#gt;")
            .Replace("{", "#123;")
            .Replace("}", "#125;")
            .Replace("`", "#96;");

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
