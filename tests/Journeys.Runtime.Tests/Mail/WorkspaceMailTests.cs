using System.Text.Json;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Tests.Mail;

public sealed class WorkspaceMailTests
{
    public static TheoryData<string> Files =>
        [
            .. Directory
                .EnumerateFiles(Workspace(), "*.html", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Workspace(), file)),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_mail_that_ships_can_be_read(string file)
    {
        var html = Path.Combine(Workspace(), file);
        var journey = Path.Combine(Path.GetDirectoryName(html)!, "..", "journey.json");
        using var document = JsonDocument.Parse(
            File.ReadAllText(journey),
            new() { CommentHandling = JsonCommentHandling.Skip }
        );
        var on = document.RootElement.GetProperty("enter").GetProperty("on");
        var bag = new DiagnosticBag("fields.json");
        var schema = TemplateSchema.For(
            WorkspaceFields.Read(File.ReadAllText(Path.Combine(Workspace(), "fields.json")), bag),
            on.ValueKind == JsonValueKind.String
                ? [on.GetString()!]
                : on.EnumerateArray().Select(type => type.GetString()!),
            document.RootElement.GetProperty("steps").EnumerateObject().Select(step => step.Name)
        );
        var text = File.ReadAllText(Path.ChangeExtension(html, ".txt"));
        var reading = MailTemplate.Read(new(file, File.ReadAllText(html), text), Sendings.Marketing, schema);
        Assert.Empty(bag.Items);
        Assert.Empty(reading.Diagnostics);
    }

    private static string Workspace()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Journeys.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "workspace");
    }
}
