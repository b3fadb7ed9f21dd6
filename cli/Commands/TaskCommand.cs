using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys task</c>: reads one task's brief, or answers it.</summary>
internal static class TaskCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "The task's id, from journeys tasks" };
        var outcome = new Argument<string?>("outcome")
        {
            Description = "The decision; without it the brief is shown",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var by = new Option<string?>("--by")
        {
            Description = "Who decided; the task's owner unless told",
            HelpName = "address",
        };
        var answers = new Option<string[]>("--answer")
        {
            Description = "A field that the task asks for, like contact.budget=50k; may be given again",
            HelpName = "field=value",
        };
        var command = new Command("task", "Show a task's brief, or answer it") { id, outcome, by, answers };
        command.SetAction(
            (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var task = parsed.GetRequiredValue(id);
                return parsed.GetValue(outcome) is { } decided
                    ? AnswerAsync(
                        session,
                        task,
                        decided,
                        parsed.GetValue(by),
                        parsed.GetValue(answers) ?? [],
                        cancelled
                    )
                    : ShowAsync(session, task, cancelled);
            }
        );
        return command;
    }

    private static async Task<int> AnswerAsync(
        Session session,
        string task,
        string outcome,
        string? by,
        string[] answers,
        CancellationToken cancelled
    )
    {
        var fields = answers.Length == 0 ? null : Fields.Of(answers.Select(Answer));
        var reply = await session.Api.AnswerAsync(task, outcome, new TaskAnswerRequest(by, fields), cancelled);
        return Decision.Print(session, reply);
    }

    private static KeyValuePair<string, FieldValue> Answer(string text)
    {
        var equals = text.IndexOf('=');
        return equals > 0
            ? new(text[..equals].Trim(), Value(text[(equals + 1)..].Trim()))
            : throw new UsageException($"\"--answer {text}\" has no field: write it like --answer contact.budget=50k.");
    }

    // A number or true and false are what they look like, "10115" in quotes is text, and so is everything else.
    private static FieldValue Value(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.String => FieldValue.Of(document.RootElement.GetString()!),
                JsonValueKind.True or JsonValueKind.False => FieldValue.Of(document.RootElement.GetBoolean()),
                JsonValueKind.Number when document.RootElement.TryGetDecimal(out var number) => FieldValue.Of(number),
                _ => FieldValue.Of(text),
            };
        }
        catch (JsonException)
        {
            return FieldValue.Of(text);
        }
    }

    private static async Task<int> ShowAsync(Session session, string id, CancellationToken cancelled) =>
        await session.PrintAsync(
            await session.Api.TaskAsync(id, cancelled),
            (task, when) => Print(session.Screen, task, when),
            cancelled
        );

    private static void Print(Screen screen, TaskDetail task, When when)
    {
        var kind = task.Kind == "handoff" ? "Hand-over" : "Task";
        screen.Line($"[bold]{task.Title}[/]");
        screen.Line($"{kind} for {task.Team}, owner {task.Owner}");
        screen.Line($"{State(task, when)}");
        foreach (var section in task.Brief.GroupBy(line => line.Section))
        {
            screen.Line();
            screen.Line($"[bold]{Titled(section.Key)}[/]");
            var column = section.Max(line => Measure.Text(line.Label)) + 4;
            foreach (var line in section)
            {
                screen.Beside(2, new(line.Label, "grey"), Math.Min(column, 30), line.Text);
            }
        }

        screen.Line();
        Next(screen, task);
    }

    private static string State(TaskDetail task, When when) =>
        task.Status switch
        {
            "open" when task.Late => $"opened {when.Ago(task.OpenedAt)}, late: it was due {when.Ago(task.Due)}",
            "open" => $"opened {when.Ago(task.OpenedAt)}, due {when.Ago(task.Due)} ({when.At(task.Due)} {when.Zone})",
            "answered" => $"answered: {task.Outcome}" + (task.By is null ? "" : $", by {task.By}"),
            _ => task.Status,
        };

    private static void Next(Screen screen, TaskDetail task)
    {
        if (task.Status == "open" && task.Outcomes is [var first, ..])
        {
            var asked = string.Concat(task.Asks.Select(field => $" --answer {field}=…"));
            screen.Line($"Answer it with {string.Join(", ", task.Outcomes)}:");
            screen.Line($"  journeys task {task.Id} {first}{asked}");
        }

        screen.Line($"[grey]The contact's path: journeys show {task.Instance}[/]");
    }

    private static string Titled(string section) =>
        section.Length == 0 ? "" : char.ToUpperInvariant(section[0]) + section[1..];
}
