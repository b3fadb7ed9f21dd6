using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;

namespace Journeys.Cli.Authoring.Preview;

/// <summary><c>journeys preview</c>: renders a mail for a sample contact, without a host unless told.</summary>
internal static class PreviewCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Argument<string>("journey") { Description = "The journey" };
        var mail = new Argument<string>("email") { Description = "The mail's name, as under emails/" };
        var contact = new Option<string?>("--contact")
        {
            Description = "A JSON file with the contact's fields, or with \"contact\", \"account\" and \"event\"",
            HelpName = "file",
        };
        var scenario = new Option<string?>("--scenario")
        {
            Description = "The scenario whose contact is the sample; the first that sends the mail unless told",
            HelpName = "text",
        };
        var host = new Option<string?>("--from-host")
        {
            Description = "A real contact, asked of the host",
            HelpName = "contact",
        };
        var into = new Option<string?>("--out")
        {
            Description = "Where HTML and text are written",
            HelpName = "folder",
        };
        var open = new Option<bool>("--open") { Description = "Show the HTML in the browser" };
        var command = new Command("preview", "Render a mail for a sample contact, with what is missing marked")
        {
            journey,
            mail,
            contact,
            scenario,
            host,
            into,
            open,
            shell.Dir,
        };
        command.SetAction(
            (parsed, cancelled) =>
            {
                var wanted = new Wanted(
                    parsed.GetValue(journey)!,
                    parsed.GetValue(mail)!,
                    new(parsed.GetValue(contact), parsed.GetValue(scenario), parsed.GetValue(host)),
                    parsed.GetValue(into),
                    parsed.GetValue(open)
                );
                var workspace = OfflineWorkspace.Load(shell.Surroundings, parsed.GetValue(shell.Dir));
                return RunAsync(shell.Open(parsed), workspace, wanted, cancelled);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Session session,
        OfflineWorkspace workspace,
        Wanted wanted,
        CancellationToken cancelled
    )
    {
        var journey = workspace.Find(wanted.Journey);
        if (journey.Published is not { } published)
        {
            session.Screen.Trouble($"{wanted.Journey} has mistakes; journeys validate {wanted.Journey} tells them.");
            return (int)ExitCode.Problems;
        }

        var template = Find(published, wanted.Mail);
        var sample = await new Samples(session, workspace).FindAsync(journey, wanted.Mail, wanted.Sample, cancelled);
        var preview = MailRenderer.Preview(template, sample.Context);
        var files = PreviewFiles.Write(session.Surroundings, wanted, preview);
        if (session.Json)
        {
            session.Screen.Document(PreviewJson.Of(wanted, sample, preview, files));
        }
        else
        {
            Print(session.Screen, sample, preview, files);
        }

        if (wanted.Open)
        {
            session.Surroundings.Show(files.Html);
        }

        return (int)(preview.Problems.Length == 0 ? ExitCode.Done : ExitCode.Problems);
    }

    private static MailTemplate Find(PublishedJourney journey, string name) =>
        journey.Emails.GetValueOrDefault(name)
        ?? throw new NotThereException(
            $"{journey.Definition.Name} sends no mail \"{name}\"; it sends {string.Join(", ", journey.Emails.Keys.Order())}."
        );

    private static void Print(Screen screen, Sample sample, MailPreview preview, PreviewFiles files)
    {
        const int Column = 11;
        screen.Beside(0, new("Sample", "grey"), Column, sample.Words);
        screen.Beside(0, new("To", "grey"), Column, sample.Context.Contact.Text("email") ?? "⟦contact.email⟧");
        screen.Beside(0, new("Subject", "grey"), Column, new(preview.Content.Subject, "bold"));
        screen.Beside(0, new("Preheader", "grey"), Column, preview.Content.Preheader);
        screen.Line();
        screen.Lines(preview.Content.Text);
        if (preview.Problems.Length > 0)
        {
            screen.Trouble($"It would not be sent to this contact: {preview.Problems}.");
        }

        screen.Advice($"HTML: {files.Html}");
    }
}

/// <summary>What is to be rendered.</summary>
internal sealed record Wanted(string Journey, string Mail, WantedSample Sample, string? Into, bool Open);

/// <summary>For whom; all null: for the contact of a scenario.</summary>
/// <param name="File">A file with a contact.</param>
/// <param name="Scenario">A part of a scenario's title or file name.</param>
/// <param name="Host">A contact that the host knows.</param>
internal sealed record WantedSample(string? File, string? Scenario, string? Host);
