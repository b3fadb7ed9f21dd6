using System.Text;

namespace Journeys.Cli.Tests.Authoring;

/// <summary>A workspace in a folder of the test's own; it goes away with the test.</summary>
internal sealed class WrittenWorkspace : IDisposable
{
    public const string Calendar = """
        { "calendar": "business", "timeZone": "Europe/Berlin",
          "hours": { "monday": "09:00-17:00", "tuesday": "09:00-17:00", "wednesday": "09:00-17:00" } }
        """;

    public const string Teams = """
        { "teams": { "inside-sales": { "title": "Inside sales", "members": [{ "name": "Mia", "email": "mia@sales.example" }] } } }
        """;

    public const string Fields = """
        { "contact": { "budget": "text" }, "event": { "lead.created": { "topic": "text" } } }
        """;

    /// <summary>A journey without a mistake.</summary>
    public const string Fine = """
        { "journey": "spring", "title": "Spring", "enter": { "on": "lead.created" }, "sending": { "class": "marketing" },
          "steps": {
            "hello": { "email": "hello", "then": "call", "noConsent": "call" },
            "call": { "task": "Call {{contact.name}}", "team": "inside-sales", "within": "1 day",
                      "outcomes": { "spoke": "done" }, "late": "done" },
            "done": { "end": "done" }
          } }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys authoring ");

    /// <summary>The workspace "workspace" with calendar, teams, fields, and the journey "spring".</summary>
    public WrittenWorkspace(string journey = Fine)
    {
        Write("calendars/business.json", Calendar);
        Write("teams.json", Teams);
        Write("fields.json", Fields);
        Write("spring/journey.json", journey);
        Write("spring/emails/hello.html", "<title>Hello</title><a href=\"{{unsubscribeUrl}}\">Stop</a>");
        Write("spring/emails/hello.txt", "Hello. Stop: {{unsubscribeUrl}}");
    }

    /// <summary>The folder that holds the folder <c>workspace</c>.</summary>
    public string Folder => folder.FullName;

    public string Root => Path.Combine(folder.FullName, "workspace");

    public void Dispose() => folder.Delete(recursive: true);

    public WrittenWorkspace Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    public WrittenWorkspace Write(string path, byte[] bytes)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return this;
    }

    public WrittenWorkspace Remove(string path)
    {
        File.Delete(Path.Combine(Root, path));
        return this;
    }

    public Task<Ran> RunAsync(params string[] args) => new Terminal(new FakeHost()) { Folder = Folder }.RunAsync(args);
}
