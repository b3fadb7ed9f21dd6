using System.Text;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Explaining;

/// <summary>The lines of steps in the versions that decided, each version asked for once.</summary>
internal sealed class StepLines(JourneysClient api)
{
    private static readonly JsonDocumentOptions AsWritten = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<(string Journey, string Version), IReadOnlyDictionary<string, StepLine>> known = [];

    /// <summary>The lines of a version's steps by name; none when the host does not give the version.</summary>
    public async Task<IReadOnlyDictionary<string, StepLine>> OfAsync(
        string journey,
        string? version,
        CancellationToken cancelled
    )
    {
        if (version is null)
        {
            return new Dictionary<string, StepLine>();
        }

        if (known.TryGetValue((journey, version), out var lines))
        {
            return lines;
        }

        var reply = await api.VersionAsync(journey, version, cancelled);
        return known[(journey, version)] = reply is Reply<VersionDetail>.Done { Value: var detail }
            ? Of(detail)
            : new Dictionary<string, StepLine>();
    }

    private static Dictionary<string, StepLine> Of(VersionDetail version)
    {
        var compiled = JourneyCompiler.Compile(VersionSources.Of(version), version.Fields, teams: null);
        using var document = JsonDocument.Parse(version.Definition, AsWritten);
        return
            compiled.Journey is not { Definition: var definition }
            || !document.RootElement.TryGetProperty("steps", out var steps)
            ? []
            : steps
                .EnumerateObject()
                .Where(step => definition.Steps.ContainsKey(step.Name))
                .ToDictionary(
                    step => step.Name,
                    step => new StepLine(definition.Steps[step.Name].At.Line, OneLine(step)),
                    StringComparer.Ordinal
                );
    }

    private static string OneLine(JsonProperty step)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
        {
            step.Value.WriteTo(writer);
        }

        return $"\"{step.Name}\": {Encoding.UTF8.GetString(stream.ToArray())}";
    }

    private static JsonWriterOptions Compact =>
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

/// <summary>A step as its author wrote it.</summary>
/// <param name="Line">The line of <c>journey.json</c> that its name stands in.</param>
/// <param name="Text">What it says, on one line.</param>
internal sealed record StepLine(int Line, string Text);
