using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Journeys.Cli.Authoring.Diagrams;

/// <summary>Finds places for boxes and arrows with ELK, the layout library of Eclipse, which runs in Node.</summary>
/// <param name="surroundings">Where we are.</param>
/// <param name="workspace">The workspace's folder, in full.</param>
internal sealed class ElkLayout(Surroundings surroundings, string workspace)
{
    private const string Script = """
        const ELK = require(process.argv[1]);
        let text = "";
        process.stdin.setEncoding("utf8").on("data", part => (text += part)).on("end", () =>
          new ELK().layout(JSON.parse(text)).then(
            placed => process.stdout.write(JSON.stringify(placed)),
            fault => { console.error(fault.message ?? fault); process.exitCode = 1; }));
        """;

    /// <summary>The graph with places.</summary>
    /// <exception cref="IOException">Node or elkjs is not there, or it failed; the message says what to do.</exception>
    public async Task<ElkGraph> PlaceAsync(ElkGraph graph, CancellationToken cancelled)
    {
        var start = new ProcessStartInfo("node", ["-e", Script, Library()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var node = Started(start);
        try
        {
            var said = node.StandardError.ReadToEndAsync(cancelled);
            var answer = node.StandardOutput.ReadToEndAsync(cancelled);
            await node.StandardInput.WriteAsync(
                JsonSerializer.Serialize(graph, ElkJson.Default.ElkGraph).AsMemory(),
                cancelled
            );
            node.StandardInput.Close();
            var placed = await answer;
            await node.WaitForExitAsync(cancelled);
            return node.ExitCode == 0
                ? JsonSerializer.Deserialize(placed, ElkJson.Default.ElkGraph)!
                : throw new IOException($"The diagram cannot be laid out: {(await said).Trim()}");
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException(
                "An SVG is laid out in Node.js, which is not here. Get it from https://nodejs.org, or use --format mermaid.",
                e
            );
        }
    }

    private string Library()
    {
        var from = new[] { surroundings.Variable("JOURNEYS_ROOT"), surroundings.Folder, workspace };
        foreach (var folder in from.OfType<string>().Where(folder => folder.Length > 0))
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                var library = Path.Combine(at.FullName, "node_modules", "elkjs", "lib", "elk.bundled.js");
                if (File.Exists(library))
                {
                    return library;
                }
            }
        }

        throw new IOException(
            "An SVG is laid out by elkjs, which is not installed: run npm ci in the project's folder, or use --format mermaid."
        );
    }
}
