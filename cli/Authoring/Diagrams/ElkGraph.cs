using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>A graph as ELK takes it, and gives it back with places (eclipse.dev/elk, "JSON format").</summary>
internal sealed record ElkGraph(
    string Id,
    IReadOnlyDictionary<string, string> LayoutOptions,
    IReadOnlyList<ElkNode> Children,
    IReadOnlyList<ElkEdge> Edges,
    double Width = 0,
    double Height = 0
);

/// <summary>A box; its place is of its upper left corner.</summary>
internal sealed record ElkNode(string Id, double Width, double Height, double X = 0, double Y = 0);

/// <summary>An arrow.</summary>
internal sealed record ElkEdge(
    string Id,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Targets,
    IReadOnlyList<ElkLabel> Labels,
    IReadOnlyList<ElkSection>? Sections = null
);

internal sealed record ElkLabel(string Text, double Width, double Height, double X = 0, double Y = 0);

/// <summary>The line of an arrow.</summary>
internal sealed record ElkSection(ElkPoint StartPoint, ElkPoint EndPoint, IReadOnlyList<ElkPoint>? BendPoints = null);

internal sealed record ElkPoint(double X, double Y);

/// <summary>Reads and writes graphs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ElkGraph))]
internal sealed partial class ElkJson : JsonSerializerContext;
