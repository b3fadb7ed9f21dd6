using System.CommandLine;
using System.Text.Json;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.DeadLetters;

/// <summary><c>journeys dead replay</c>: mends and replays one dead letter, or all that match.</summary>
internal static class DeadReplay
{
    public static Command Create(Shell shell)
    {
        var id = DeadCommand.IdOrNone();
        var set = new Option<string[]>("--set")
        {
            Description = "A value to mend, like data.topic=energy or time=null to remove it; may be given again",
            HelpName = "place=value",
        };
        var file = new Option<string?>("--file")
        {
            Description = "A file with the whole mended event, for one dead letter",
            HelpName = "path",
        };
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would happen" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before several are replayed" };
        var by = DeadCommand.By();
        var command = new Command("replay", "Replay one, or all that match, with the checks of new events")
        {
            id,
            set,
            file,
            dry,
            yes,
            by,
        };
        var filter = new DeadFilter(command, needed: true);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var (one, text) = (parsed.GetValue(id), Text(session, parsed.GetValue(file)));
                DeadCommand.Check(one, filter, parsed);
                var request = new ReplayRequest(
                    parsed.GetValue(by) ?? shell.Surroundings.User,
                    parsed.GetValue(dry),
                    text,
                    Places(parsed.GetValue(set) ?? [])
                );
                if (one is not null)
                {
                    return DeadOutcome.Print(
                        session,
                        await session.Api.ReplayAsync(one, request, cancelled),
                        request.DryRun
                    );
                }

                return text is null
                    ? await AllAsync(
                        session,
                        await filter.ReadAsync(session, parsed, cancelled),
                        request,
                        parsed.GetValue(yes),
                        cancelled
                    )
                    : throw new UsageException("--file mends one dead letter: give its id.");
            }
        );
        return command;
    }

    private static Task<int> AllAsync(
        Session session,
        DeadLetterChoice choice,
        ReplayRequest request,
        bool isAgreed,
        CancellationToken cancelled
    ) =>
        new DeadRound(session, request.DryRun ? "would be replayed" : "replayed").RunAsync(
            choice,
            isAgreed || request.DryRun ? null : "Replay",
            after =>
                session.Api.ReplayAllAsync(
                    new(choice, request.By, request.DryRun, request.Set, ApiRequest.DefaultTop, after),
                    cancelled
                ),
            cancelled
        );

    private static string? Text(Session session, string? file)
    {
        if (file is null)
        {
            return null;
        }

        var path = Path.Combine(session.Surroundings.Folder, file);
        return File.Exists(path)
            ? File.ReadAllText(path)
            : throw new UsageException($"There is no file {file}. journeys dead show <id> --raw > {file} makes one.");
    }

    private static Dictionary<string, JsonElement>? Places(string[] texts)
    {
        var places = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals < 1)
            {
                throw new UsageException($"\"--set {text}\" sets nothing: write it like --set data.topic=energy.");
            }

            places[text[..equals].Trim()] = Value(text[(equals + 1)..].Trim());
        }

        return places.Count == 0 ? null : places;
    }

    // What is JSON is taken as such, "10115" in quotes is text, and so is everything else.
    private static JsonElement Value(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            using var document = JsonDocument.Parse(JsonSerializer.Serialize(text, ApiJson.Default.String));
            return document.RootElement.Clone();
        }
    }
}
