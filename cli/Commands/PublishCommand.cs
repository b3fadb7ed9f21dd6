using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys publish</c>: publishes the journeys of a workspace, each on its own.</summary>
internal static class PublishCommand
{
    public static Command Create(Shell shell)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "A workspace, or one journey's folder in it; workspace unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("publish", "Check journeys and make them live") { folder };
        command.SetAction(
            (parsed, cancelled) =>
                RunAsync(shell.Open(parsed), parsed.GetValue(folder) ?? Usual(shell.Surroundings), cancelled)
        );
        return command;
    }

    // The script journeys says where the project is, so that its workspace is found from any folder.
    private static string Usual(Surroundings surroundings) =>
        !Directory.Exists(Path.Combine(surroundings.Folder, "workspace"))
        && surroundings.Variable("JOURNEYS_ROOT") is { } root
            ? Path.Combine(root, "workspace")
            : "workspace";

    private static async Task<int> RunAsync(Session session, string folder, CancellationToken cancelled)
    {
        var journeys = JourneyFolder.In(session.Surroundings.Folder, folder);
        var replies = new List<string>();
        var (published, unchanged, refused) = (0, 0, 0);
        foreach (var journey in journeys)
        {
            var files = await journey.ReadAsync(cancelled);
            switch (await session.Api.PublishAsync(journey.Name, files, cancelled))
            {
                case Reply<PublishAnswer>.Done done:
                    _ = done.Value.Changed ? published++ : unchanged++;
                    replies.Add(done.Json);
                    Print(session, journey, done.Value);
                    break;
                case Reply<PublishAnswer>.Refused refusal:
                    refused++;
                    replies.Add(refusal.Json);
                    Refusal.Print(
                        session.Screen,
                        refusal.Status,
                        journey.Located(refusal.Problem, $"{journey.Name}: ")
                    );
                    break;
            }
        }

        Sum(session, replies, $"{published} published, {unchanged} unchanged, {refused} refused");
        return (int)(refused > 0 ? ExitCode.Problems : ExitCode.Done);
    }

    private static void Print(Session session, JourneyFolder journey, PublishAnswer answer)
    {
        foreach (var warning in answer.Warnings)
        {
            session.Screen.Advice($"{journey.Located(warning)}");
        }

        if (!session.Json)
        {
            Cell word = answer.Changed ? new("published", "green") : new("unchanged", "grey");
            session.Screen.Beside(0, word, 11, $"{answer.Journey} {answer.Version}");
        }
    }

    private static void Sum(Session session, List<string> replies, string words)
    {
        if (session.Json)
        {
            session.Screen.Document($$"""{"items":[{{string.Join(',', replies)}}]}""");
        }
        else if (replies.Count > 1)
        {
            session.Screen.Line($"{words}");
        }
    }
}
