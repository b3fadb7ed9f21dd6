using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Times;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Templates;

namespace Journeys.Cli.Authoring.Starting;

/// <summary>A journey to begin with.</summary>
/// <param name="Workspace">The workspace's folder, in full.</param>
/// <param name="Name">The journey's name.</param>
/// <param name="Event">The type of the event that starts it.</param>
internal sealed record Beginning(string Workspace, string Name, string Event)
{
    /// <summary>Writes its files: all or none.</summary>
    /// <param name="zone">The zone of contacts who have none; UTC when it names none.</param>
    /// <returns>What was written, in full.</returns>
    /// <exception cref="IOException">There is such a folder already; nothing is overwritten.</exception>
    public IReadOnlyList<string> Write(string zone)
    {
        var folder = Path.Combine(Workspace, Name);
        if (Path.Exists(folder))
        {
            throw new IOException($"There is a {Name} in {Workspace} already; nothing is overwritten.");
        }

        var written = new List<string>();
        var team = Team(written);
        Declare(written);
        // Beside its place, so that moving it there is one step.
        var made = Path.Combine(Workspace, $".{Name}.new");
        try
        {
            foreach (var (file, text) in Files(team, WallTime.TryZone(zone, out _) ? zone : "UTC"))
            {
                var path = Path.Combine(made, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
                written.Add(Path.Combine(folder, file));
            }

            Directory.Move(made, folder);
        }
        finally
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }

        return written;
    }

    private IEnumerable<(string File, string Text)> Files(string team, string zone)
    {
        string Filled(string resource) =>
            Resource(resource)
                .Replace("%NAME%", Name)
                .Replace("%TITLE%", char.ToUpperInvariant(Name[0]) + Name[1..].Replace('-', ' '))
                .Replace("%ZONE%", zone)
                .Replace("%EVENT%", Event)
                .Replace("%TEAM%", team);
        yield return ("journey.json", Filled("journey.jsonc"));
        yield return (Path.Combine("emails", "welcome.html"), Filled("welcome.html"));
        yield return (Path.Combine("emails", "welcome.txt"), Filled("welcome.txt"));
        yield return (Path.Combine("tests", "a-click-leads-to-a-call.scenario.json"), Filled("scenario.jsonc"));
    }

    // The first team there is; a workspace without any gets one.
    private string Team(List<string> written)
    {
        var file = Path.Combine(Workspace, "teams.json");
        if (File.Exists(file))
        {
            var teams = Teams.Read(File.ReadAllText(file), new DiagnosticBag("teams.json"));
            return teams.ByName.Keys.FirstOrDefault("sales");
        }

        File.WriteAllText(file, Resource("teams.json"));
        written.Add(file);
        return "sales";
    }

    // A workspace that declares nothing yet begins with the event.
    private void Declare(List<string> written)
    {
        var file = Path.Combine(Workspace, "fields.json");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, Resource("fields.json").Replace("%EVENT%", Event));
            written.Add(file);
        }
    }

    /// <summary>Whether the workspace's <c>fields.json</c> knows the event.</summary>
    public bool IsDeclared()
    {
        var text = File.ReadAllText(Path.Combine(Workspace, "fields.json"));
        return WorkspaceFields.Read(text, new DiagnosticBag("fields.json")).Events.ContainsKey(Event);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Beginning).Assembly.GetManifestResourceStream($"new/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
