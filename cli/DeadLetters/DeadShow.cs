using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;
using Journeys.Runtime.DeadLetters;

namespace Journeys.Cli.DeadLetters;

/// <summary><c>journeys dead show</c>: one dead letter with the whole of what came.</summary>
internal static class DeadShow
{
    private const int Column = 10;

    private static readonly JsonSerializerOptions Indented = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "The dead letter's id, from journeys dead list" };
        var raw = new Option<bool>("--raw") { Description = "Print what came, and nothing else, to mend it in a file" };
        var command = new Command("show", "One dead letter with the whole of what came") { id, raw };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var reply = await session.Api.DeadLetterAsync(parsed.GetRequiredValue(id), cancelled);
                return parsed.GetValue(raw) && reply is Reply<DeadLetterDetail>.Done { Value.Raw: var text }
                    ? Raw(session, text)
                    : await session.PrintAsync(reply, (detail, when) => Print(session.Screen, detail, when), cancelled);
            }
        );
        return command;
    }

    private static int Raw(Session session, string? text)
    {
        if (text is null)
        {
            session.Screen.Trouble($"What came was not kept.");
            return (int)ExitCode.Problems;
        }

        session.Screen.Document(text);
        return (int)ExitCode.Done;
    }

    private static void Print(Screen screen, DeadLetterDetail detail, When when)
    {
        var letter = detail.Letter;
        screen.Line($"[bold]{Titled(letter)}[/], given up {when.Ago(letter.At)} ({when.At(letter.At)} {when.Zone})");
        Tell(screen, "from", letter.Source + (letter.EventId is null ? "" : $", event {letter.EventId}"));
        Tell(screen, "contact", letter.Contact);
        Tell(screen, "instance", letter.Instance is null ? null : $"{letter.Instance}, {letter.Standing}");
        screen.Beside(0, new("reason", "grey"), Column, new(letter.Reason, letter.Ending is null ? "red" : null));
        Tell(screen, "in vain", Tries(detail, when));
        Tell(screen, letter.Ending?.Outcome ?? "", Ending(letter, when));
        if (detail.Raw is { } raw)
        {
            screen.Line();
            screen.Lines(Readable(raw));
        }

        if (letter.Ending is null)
        {
            screen.Line();
            Next(screen, letter);
        }
    }

    private static void Tell(Screen screen, string label, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            screen.Beside(0, new(label, "grey"), Column, text);
        }
    }

    private static string? Tries(DeadLetterDetail detail, When when) =>
        detail is { Letter.Tries: > 0 and var tries, TriedAt: { } at }
            ? $"replayed {tries} time{(tries == 1 ? "" : "s")}, the last {when.Ago(at)}"
            : null;

    private static string? Ending(DeadLetterSummary letter, When when) =>
        letter.Ending is { } ending ? $"by {ending.By}, {when.Ago(ending.At)}: {ending.Result}" : null;

    private static void Next(Screen screen, DeadLetterSummary letter)
    {
        if (letter.Kind == DeadKind.Effect)
        {
            screen.Line(
                letter.Standing == "held"
                    ? (FormattableString)$"Try the step again:  journeys dead replay {letter.Id}"
                    : $"Its instance has gone on:  journeys dead discard {letter.Id} --because …"
            );
            return;
        }

        screen.Line($"Mend and replay it:");
        screen.Line($"  journeys dead replay {letter.Id} --set data.topic=energy");
        screen.Line($"  journeys dead show {letter.Id} --raw > mended.json   [grey]then[/]");
        screen.Line($"  journeys dead replay {letter.Id} --file mended.json");
    }

    private static string Titled(DeadLetterSummary letter)
    {
        var word = DeadLetterRows.Word(letter.Kind);
        return char.ToUpperInvariant(word[0]) + word[1..] + (letter.Type is null ? "" : $" {letter.Type}");
    }

    // What came on one line is easier to read on several; what is no JSON, or holds half a surrogate pair, stays as it came.
    private static string Readable(string raw)
    {
        try
        {
            return raw.Contains('\n', StringComparison.Ordinal)
                ? raw
                : JsonNode.Parse(raw)?.ToJsonString(Indented) ?? raw;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return raw;
        }
    }
}
