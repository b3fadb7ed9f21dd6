using System.CommandLine;
using Journeys.Cli.Authoring;
using Journeys.Cli.Commands;
using Journeys.Runtime.Catalog;

namespace Journeys.Cli.Publishing;

/// <summary><c>journeys publish</c>: publishes the journeys of a workspace, each on its own.</summary>
internal static class PublishCommand
{
    public static Command Create(Shell shell)
    {
        var folder = new Argument<string?>("folder")
        {
            Description = "A workspace, or one journey's folder in it; otherwise the folder workspace here or above",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "publish",
            "Check journeys and make them live: shows what changes and who is inside, then asks."
        )
        {
            folder,
        };
        var switches = new PublishSwitches(command);
        command.SetAction(
            (parsed, cancelled) =>
                RunAsync(
                    shell.Open(parsed),
                    switches.Chosen(parsed, shell),
                    parsed.GetValue(folder)
                        ?? OfflineWorkspace.Usual(shell.Surroundings)
                        ?? throw new NotThereException(
                            "There is no folder workspace here or above; name it: journeys publish <folder>."
                        ),
                    cancelled
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Session session,
        PublishOptions options,
        string folder,
        CancellationToken cancelled
    )
    {
        var journeys = JourneyFolder.In(session.Surroundings.Folder, folder);
        if (options.Map.Count > 0 && journeys.Count > 1)
        {
            throw new UsageException("--map is about the steps of one journey: name its folder.");
        }

        var flow = new PublishFlow(session, options);
        var all = new List<Published>();
        foreach (var journey in journeys)
        {
            all.Add(await flow.RunAsync(journey.Name, await journey.ReadAsync(cancelled), journey, cancelled));
        }

        Sum(session, all);
        return (int)(all.Exists(one => one.As == PublishedAs.Refused) ? ExitCode.Problems : ExitCode.Done);
    }

    private static void Sum(Session session, List<Published> all)
    {
        if (session.Json)
        {
            session.Screen.Document(
                $$"""{"items":[{{string.Join(',', all.Select(one => one.Json).OfType<string>())}}]}"""
            );
        }
        else if (all.Count > 1)
        {
            var left = Count(PublishedAs.LeftAlone) is > 0 and var some ? $", {some} left as they are" : "";
            session.Screen.Line(
                $"{Count(PublishedAs.Published)} published, {Count(PublishedAs.Unchanged)} unchanged, {Count(PublishedAs.Refused)} refused{left}"
            );
        }

        int Count(PublishedAs what) => all.Count(one => one.As == what);
    }
}
