using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys contact export</c>: everything that is kept about a contact, for the contact.</summary>
internal static class ContactExportCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "The contact's id" };
        var file = new Option<string?>("--out")
        {
            Description = "The file to write, which must not be there yet; the output unless told",
            HelpName = "file",
        };
        var command = new Command("export", "Everything that is kept about a contact, as one JSON document")
        {
            id,
            file,
        };
        command.SetAction(
            (parsed, cancelled) =>
                RunAsync(shell.Open(parsed), parsed.GetRequiredValue(id), parsed.GetValue(file), cancelled)
        );
        return command;
    }

    private static async Task<int> RunAsync(Session session, string id, string? file, CancellationToken cancelled)
    {
        var reply = await session.Api.ExportAsync(id, cancelled);
        if (reply is not Reply<ContactDocument>.Done { Json: var json })
        {
            return session.Print(reply, static _ => { });
        }

        if (file is null)
        {
            session.Screen.Document(json);
            return (int)ExitCode.Done;
        }

        var path = Path.Combine(session.Surroundings.Folder, file);
        // What is there may be somebody else's data: it is never overwritten.
        await using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(json), cancelled);
        }

        session.Screen.Advice($"Written to {file}. It is personal data: give it to nobody but {id}.");
        return (int)ExitCode.Done;
    }
}
