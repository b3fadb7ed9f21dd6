using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Cli.Authoring.Starting;

/// <summary><c>journeys new</c>: writes a commented journey to begin with, which validates and whose scenario passes.</summary>
internal static class NewCommand
{
    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("name") { Description = "The journey's name, such as spring-fair" };
        var on = new Option<string>("--on")
        {
            Description = "The event that starts it",
            HelpName = "event",
            DefaultValueFactory = _ => "form.submitted",
        };
        var command = new Command("new", "Write a commented journey to begin with, with a mail and a scenario")
        {
            name,
            on,
            shell.Dir,
        };
        command.SetAction(parsed =>
        {
            var folder = OfflineWorkspace.FolderOf(shell.Surroundings, parsed.GetValue(shell.Dir));
            var (journey, type) = (parsed.GetValue(name)!, parsed.GetValue(on)!);
            if (!Words.IsName(journey))
            {
                throw new UsageException(
                    $"\"{journey}\" cannot be a journey's name; use small letters, digits and hyphens, beginning with a letter."
                );
            }

            if (!Words.IsEventType(type))
            {
                throw new UsageException($"\"{type}\" cannot be the type of an event; write it like form.submitted.");
            }

            return Run(shell, shell.Screen(parsed), parsed.GetValue(shell.Json), new(folder, journey, type));
        });
        return command;
    }

    private static int Run(Shell shell, Screen screen, bool json, Beginning beginning)
    {
        var files = beginning.Write(shell.Surroundings.Zone.Id);
        var shown = files.Select(file => Path.GetRelativePath(shell.Surroundings.Folder, file)).ToList();
        if (json)
        {
            screen.Document(BeginningJson.Of(beginning.Name, shown));
            return (int)ExitCode.Done;
        }

        foreach (var file in shown)
        {
            screen.Line($"[green]written[/]  {file}");
        }

        screen.Line();
        screen.Line($"journeys test {beginning.Name}       plays its scenario");
        screen.Line($"journeys preview {beginning.Name} welcome");
        screen.Line($"journeys diagram {beginning.Name}");
        if (!beginning.IsDeclared())
        {
            screen.Advice($"Declare the event {beginning.Event} in fields.json, so that it is known what it carries.");
        }

        return (int)ExitCode.Done;
    }
}
