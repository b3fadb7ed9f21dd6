using System.CommandLine;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys pause|resume|cancel|retry|skip</c>: steers one instance.</summary>
internal static class OperateCommand
{
    private static readonly (string Action, string Description)[] Actions =
    [
        ("pause", "Freeze an instance where it stands; what happens meanwhile is remembered"),
        ("resume", "Let a paused instance go on"),
        ("cancel", "End an instance for good"),
        ("retry", "Try a held instance's step again"),
        ("skip", "Let an instance go on to the next step without finishing this one"),
    ];

    public static IEnumerable<Command> CreateAll(Shell shell) =>
        Actions.Select(pair => Create(shell, pair.Action, pair.Description));

    private static Command Create(Shell shell, string action, string description)
    {
        var instance = new Argument<string>("instance") { Description = "The instance's id, from journeys show" };
        var by = new Option<string?>("--by")
        {
            Description = "Who decided; your user name unless told",
            HelpName = "name",
        };
        var command = new Command(action, description) { instance, by };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var request = new OperatorRequest(parsed.GetValue(by) ?? shell.Surroundings.User);
                var id = parsed.GetRequiredValue(instance);
                return Decision.Print(session, await session.Api.OperateAsync(id, action, request, cancelled));
            }
        );
        return command;
    }
}
