using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Explaining;

/// <summary><c>journeys why-not</c>: why a contact is not in a journey.</summary>
internal static class WhyNotCommand
{
    private const int Indent = 2;
    private const int Label = 20;

    public static Command Create(Shell shell)
    {
        var contact = new Argument<string>("contact") { Description = "The contact's id" };
        var journey = new Argument<string>("journey") { Description = "The journey's name" };
        var command = new Command(
            "why-not",
            "Why a contact is not in a journey, judged with what is known now; nothing is changed."
        )
        {
            contact,
            journey,
        };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var reply = await session.Api.WhyNotAsync(
                    parsed.GetRequiredValue(contact),
                    parsed.GetRequiredValue(journey),
                    cancelled
                );
                return await session.PrintAsync(
                    reply,
                    (answer, when) => Print(session.Screen, answer, when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, WhyNotAnswer answer, When when)
    {
        screen.Line($"[bold]{answer.Contact}[/] and {answer.Journey}, version {answer.Version}");
        screen.Line($"{answer.Answer}");
        if (answer.Instance is { Status: not "finished" } inside)
        {
            screen.Line($"[grey]How it came there: journeys why {inside.Id}[/]");
            return;
        }

        screen.Line();
        screen.Beside(Indent, new("starts on", "grey"), Label, string.Join(", ", answer.Enters));
        if (answer.If is { } condition)
        {
            screen.Beside(Indent, new("if", "grey"), Label, condition);
        }

        if (answer.Instance is { } over)
        {
            screen.Beside(
                Indent,
                new("was there", "grey"),
                Label,
                $"{over.Outcome}, {when.Ago(over.Since)}, run {over.Run}"
            );
        }

        foreach (var judged in answer.Events)
        {
            screen.Line();
            screen.Beside(Indent, new(when.At(judged.At), "grey"), Label, judged.Type);
            screen.Beside(Indent, "", Label, judged.Because);
            foreach (var (path, value) in judged.Looked)
            {
                screen.Beside(Indent, "", Label, new($"{path} = {value?.ToString() ?? "(absent)"}", "grey"));
            }
        }

        screen.Line();
        screen.Line($"[grey]{answer.Note}[/]");
    }
}
