using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Cli.Commands;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary><c>journeys diagram</c>: draws a journey.</summary>
internal static class DiagramCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Argument<string>("journey") { Description = "The journey" };
        var format = new Option<string?>("--format")
        {
            Description = "mermaid or svg; mermaid unless told, or as the file's name ends",
            HelpName = "format",
        };
        format.AcceptOnlyFromAmong("mermaid", "svg");
        var into = new Option<string?>("--out")
        {
            Description = "The file to write; otherwise to stdout",
            HelpName = "file",
        };
        var command = new Command("diagram", "Draw a journey, as Mermaid text or as SVG")
        {
            journey,
            format,
            into,
            shell.Dir,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var workspace = OfflineWorkspace.Load(shell.Surroundings, parsed.GetValue(shell.Dir));
                var screen = shell.Screen(parsed);
                var name = parsed.GetValue(journey)!;
                if (workspace.Find(name).Published is not { } published)
                {
                    screen.Trouble($"{name} has mistakes; journeys validate {name} tells them.");
                    return (int)ExitCode.Problems;
                }

                var diagram = Drawn.Of(published.Definition);
                var file = parsed.GetValue(into);
                var chosen = parsed.GetValue(format) ?? (Path.GetExtension(file) == ".svg" ? "svg" : "mermaid");
                var text =
                    parsed.GetValue(shell.Json) ? JsonSerializer.Serialize(diagram, DiagramJson.Default.Diagram) + "\n"
                    : chosen == "mermaid" ? Mermaid.Of(diagram)
                    : await SvgAsync(new(shell.Surroundings, workspace.Folder), diagram, cancelled);
                Write(shell.Surroundings, file, text);
                return (int)ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<string> SvgAsync(ElkLayout layout, Diagram diagram, CancellationToken cancelled)
    {
        var drawing = new SvgDrawing(diagram);
        return drawing.Draw(await layout.PlaceAsync(drawing.Graph(), cancelled));
    }

    private static void Write(Surroundings surroundings, string? file, string text)
    {
        if (file is null)
        {
            surroundings.Output.Write(text);
            return;
        }

        var full = Path.GetFullPath(file, surroundings.Folder);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

/// <summary>Writes a diagram as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Diagram))]
internal sealed partial class DiagramJson : JsonSerializerContext;
