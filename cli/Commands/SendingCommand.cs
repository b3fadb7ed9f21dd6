using System.CommandLine;
using System.Globalization;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys sending</c>: how fast and whether the mails of each journey go; <c>pause</c> and <c>resume</c>.</summary>
internal static class SendingCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("sending", "Whether and how fast the mails of each journey go")
        {
            Operate(shell, "pause", "Pause the sending of a journey; its mails wait, everything else goes on"),
            Operate(shell, "resume", "Let the sending of a journey go on; what waited goes out evenly"),
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var reply = await session.Api.SendingAsync(cancelled);
                return await session.PrintAsync(
                    reply,
                    (page, when) => Print(session.Screen, page.Items, when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static Command Operate(Shell shell, string action, string description)
    {
        var journey = new Argument<string>("journey") { Description = "The journey's name" };
        var by = new Option<string?>("--by")
        {
            Description = "Who decided; your user name unless told",
            HelpName = "name",
        };
        var why = new Option<string?>("--why") { Description = "Why, for those who look later", HelpName = "text" };
        var command = new Command(action, description) { journey, by };
        if (action == "pause")
        {
            command.Add(why);
        }

        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var request = new SendingRequest(
                    parsed.GetValue(by) ?? shell.Surroundings.User,
                    action == "pause" ? parsed.GetValue(why) : null
                );
                var name = parsed.GetRequiredValue(journey);
                var reply = await session.Api.OperateSendingAsync(name, action, request, cancelled);
                return await session.PrintAsync(
                    reply,
                    (summary, when) => Print(session.Screen, [summary], when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, IReadOnlyList<SendingSummary> journeys, When when)
    {
        var list = new Listing()
            .Word("JOURNEY")
            .Word("SENDING")
            .Word("SINCE")
            .Text("BY")
            .Word("RATE")
            .Word("TURNS DRAWN UNTIL")
            .Word("FAILED")
            .Beneath("WHY");
        foreach (var journey in journeys)
        {
            list.Row(
                journey.Journey,
                journey.Paused ? new("paused", "red") : new("goes on", "green"),
                journey.Since is { } since ? when.Ago(since) : "",
                journey.By ?? "",
                Rate(journey),
                journey.WaitingUntil is { } until ? when.At(until) : "",
                Failed(journey),
                new(journey.Why ?? "", "yellow")
            );
        }

        list.Print(screen);
    }

    private static string Rate(SendingSummary journey) =>
        string.Join(
            ", ",
            new[]
            {
                journey.PerSecond is { } second ? $"{second.ToString(CultureInfo.InvariantCulture)}/s" : "",
                journey.PerDay is { } day ? $"{day.ToString(CultureInfo.InvariantCulture)}/day" : "",
            }.Where(part => part.Length > 0)
        );

    private static string Failed(SendingSummary journey) =>
        journey is { PauseAfterFailed: { } limit, PauseAfterOf: { } of }
            ? string.Create(CultureInfo.InvariantCulture, $"{journey.Failed} (pauses at {limit} of {of})")
            : "never pauses";
}
