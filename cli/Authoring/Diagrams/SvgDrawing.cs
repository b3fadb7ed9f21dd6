using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>Draws a diagram as an SVG of its own: light or dark as its reader has it, without fonts or scripts from elsewhere.</summary>
internal sealed class SvgDrawing(Diagram diagram)
{
    private const double Title = 20;
    private const double Line = 17;
    private const double Padding = 12;
    private const double Margin = 24;
    private const double Head = 44;
    private const double Round = 7;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>What is to be laid out: how large each box and label is.</summary>
    public ElkGraph Graph() =>
        new(
            "journey",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["elk.algorithm"] = "layered",
                ["elk.direction"] = "DOWN",
                ["elk.edgeRouting"] = "ORTHOGONAL",
                ["elk.spacing.nodeNode"] = "44",
                ["elk.spacing.edgeNode"] = "24",
                ["elk.spacing.edgeEdge"] = "16",
                ["elk.spacing.edgeLabel"] = "4",
                ["elk.layered.spacing.nodeNodeBetweenLayers"] = "42",
                ["elk.layered.spacing.edgeNodeBetweenLayers"] = "20",
                ["elk.layered.considerModelOrder.strategy"] = "NODES_AND_EDGES",
                ["elk.layered.cycleBreaking.strategy"] = "DEPTH_FIRST",
                ["elk.layered.nodePlacement.strategy"] = "NETWORK_SIMPLEX",
                ["elk.layered.edgeLabels.sideSelection"] = "SMART_DOWN",
            },
            [.. diagram.Boxes.Select(Sized)],
            [
                .. diagram.Arrows.Select(
                    (arrow, i) => new ElkEdge($"{i}", [arrow.From], [arrow.To], [.. arrow.Labels.Select(Sized)])
                ),
            ]
        );

    /// <summary>The drawing of what was laid out.</summary>
    public string Draw(ElkGraph placed)
    {
        var width = Math.Max(placed.Width, TextWidth.Of(diagram.Title, 18)) + (2 * Margin);
        var height = placed.Height + (2 * Margin) + Head;
        var root = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {N(width)} {N(height)}"),
            new XAttribute("width", N(width)),
            new XAttribute("height", N(height)),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", diagram.Title),
            new XElement(Svg + "style", Style()),
            Marker("main"),
            Marker("other"),
            new XElement(Svg + "rect", At(0, 0), Size(width, height), new XAttribute("class", "page")),
            Text(Margin, Margin + 14, "heading", diagram.Title),
            new XElement(
                Svg + "g",
                new XAttribute("transform", $"translate({N(Margin)} {N(Margin + Head)})"),
                placed.Edges.Select((edge, i) => Path(edge, diagram.Arrows[i])),
                placed.Children.Select((node, i) => Drawn(node, diagram.Boxes[i])),
                placed.Edges.SelectMany(edge => edge.Labels).Select(Label)
            )
        );
        return root.ToString() + "\n";
    }

    private static ElkNode Sized(Box box)
    {
        var widest = box.Lines.Select(line => TextWidth.Of(line, 12)).Append(TextWidth.Of(box.Name, 14, bold: true));
        var verb = TextWidth.Of(box.Verb, 10) + 14;
        var width = Math.Max(widest.Max(), TextWidth.Of(box.Name, 14, bold: true) + verb) + (2 * Padding) + 6;
        return new(
            box.Id,
            Math.Ceiling(Math.Max(120, width)),
            Padding + Title + (box.Lines.Length * Line) + Padding - 4
        );
    }

    private static ElkLabel Sized(string label) => new(label, Math.Ceiling(TextWidth.Of(label, 11)) + 8, 15);

    private static XElement Drawn(ElkNode node, Box box)
    {
        var group = new XElement(
            Svg + "g",
            new XAttribute("class", $"box {box.Verb}"),
            new XAttribute("transform", $"translate({N(node.X)} {N(node.Y)})"),
            new XElement(
                Svg + "rect",
                At(0, 0),
                Size(node.Width, node.Height),
                new XAttribute("rx", N(box.Verb is "enter" or "end" ? Math.Min(22, node.Height / 2) : 8))
            ),
            Text(Padding + 3, Padding + 12, "name", box.Name)
        );
        var verb = Text(node.Width - Padding, Padding + 11, "verb", box.Verb);
        verb.Add(new XAttribute("text-anchor", "end"));
        group.Add(verb);
        group.Add(box.Lines.Select((line, i) => Text(Padding + 3, Padding + Title + 11 + (i * Line), "line", line)));
        return group;
    }

    private static XElement Label(ElkLabel label) => Text(label.X + 4, label.Y + 11, "label", label.Text);

    private static XElement Path(ElkEdge edge, Arrow arrow)
    {
        var kind = arrow.IsMain ? "main" : "other";
        return new XElement(
            Svg + "path",
            new XAttribute("class", kind),
            new XAttribute("marker-end", $"url(#{kind})"),
            new XAttribute("d", string.Join(' ', (edge.Sections ?? []).Select(Rounded)))
        );
    }

    // Each bend is cut a little and bridged by a curve.
    private static string Rounded(ElkSection section)
    {
        ElkPoint[] points = [section.StartPoint, .. section.BendPoints ?? [], section.EndPoint];
        var path = new StringBuilder($"M{N(points[0].X)} {N(points[0].Y)}");
        for (var i = 1; i < points.Length - 1; i++)
        {
            var (into, outOf) = (Towards(points[i], points[i - 1]), Towards(points[i], points[i + 1]));
            path.Append(CultureInfo.InvariantCulture, $" L{N(into.X)} {N(into.Y)}");
            path.Append(CultureInfo.InvariantCulture, $" Q{N(points[i].X)} {N(points[i].Y)} {N(outOf.X)} {N(outOf.Y)}");
        }

        return path.Append(CultureInfo.InvariantCulture, $" L{N(points[^1].X)} {N(points[^1].Y)}").ToString();
    }

    private static ElkPoint Towards(ElkPoint from, ElkPoint to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        var part = length == 0 ? 0 : Math.Min(Round, length / 2) / length;
        return new(from.X + (x * part), from.Y + (y * part));
    }

    private static XElement Marker(string kind) =>
        new(
            Svg + "marker",
            new XAttribute("id", kind),
            new XAttribute("viewBox", "0 0 8 8"),
            new XAttribute("refX", "7"),
            new XAttribute("refY", "4"),
            new XAttribute("markerWidth", "8"),
            new XAttribute("markerHeight", "8"),
            new XAttribute("orient", "auto"),
            new XElement(
                Svg + "path",
                new XAttribute("d", "M0 0.6 L8 4 L0 7.4 z"),
                new XAttribute("class", $"head {kind}")
            )
        );

    private static XElement Text(double x, double y, string kind, string text) =>
        new(Svg + "text", At(x, y), new XAttribute("class", kind), text);

    private static XAttribute[] At(double x, double y) => [new("x", N(x)), new("y", N(y))];

    private static XAttribute[] Size(double width, double height) => [new("width", N(width)), new("height", N(height))];

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Style() =>
        """

            svg { --page: #ffffff; --ink: #17242b; --soft: #5b6b73; --line: #7d8c94; --box: #f6f8f9; font-family: "Segoe UI", system-ui, -apple-system, Helvetica, Arial, sans-serif; }
            @media (prefers-color-scheme: dark) { svg { --page: #12181c; --ink: #e8eef1; --soft: #9fb0b8; --line: #7f919a; --box: #1d262b; } }
            .page { fill: var(--page); }
            .heading { font-size: 18px; font-weight: 600; fill: var(--ink); }
            .box rect { fill: var(--box); stroke-width: 1.6; }
            .name { font-size: 14px; font-weight: 600; fill: var(--ink); }
            .verb { font-size: 10px; }
            .line { font-size: 12px; fill: var(--soft); }
            path { fill: none; stroke: var(--line); stroke-width: 1.4; }
            path.other { stroke-dasharray: 5 4; }
            path.head { fill: var(--line); stroke: none; }
            .label { font-size: 11px; fill: var(--ink); stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }

            """
        + string.Concat(
            Colours.All.Select(pair =>
                $".{pair.Verb} rect {{ stroke: {pair.Colour}; }} .{pair.Verb} .verb {{ fill: {pair.Colour}; }}\n"
            )
        );
}
