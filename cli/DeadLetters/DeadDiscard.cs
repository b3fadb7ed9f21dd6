using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.DeadLetters;

/// <summary><c>journeys dead discard</c>: takes one dead letter off the list, or all that match.</summary>
internal static class DeadDiscard
{
    public static Command Create(Shell shell)
    {
        var id = DeadCommand.IdOrNone();
        var because = new Option<string>("--because")
        {
            Description = "Why nobody needs it; it is kept beside the dead letter",
            HelpName = "text",
            Required = true,
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before several are discarded" };
        var by = DeadCommand.By();
        var command = new Command("discard", "Take one off the list, or all that match, and say why")
        {
            id,
            because,
            yes,
            by,
        };
        var filter = new DeadFilter(command, needed: true);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var (one, why) = (parsed.GetValue(id), parsed.GetRequiredValue(because));
                var who = parsed.GetValue(by) ?? shell.Surroundings.User;
                DeadCommand.Check(one, filter, parsed);
                if (one is not null)
                {
                    return DeadOutcome.Print(
                        session,
                        await session.Api.DiscardAsync(one, new DiscardRequest(why, who), cancelled),
                        isDry: false
                    );
                }

                var choice = await filter.ReadAsync(session, parsed, cancelled);
                return await new DeadRound(session, "discarded").RunAsync(
                    choice,
                    parsed.GetValue(yes) ? null : "Discard",
                    after =>
                        session.Api.DiscardAllAsync(new(choice, why, who, ApiRequest.DefaultTop, after), cancelled),
                    cancelled
                );
            }
        );
        return command;
    }
}
