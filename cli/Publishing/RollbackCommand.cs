using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Publishing;

/// <summary><c>journeys rollback</c>: publishes the files of an earlier version again.</summary>
internal static class RollbackCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Argument<string>("journey") { Description = "The journey's name" };
        var version = new Argument<string?>("version")
        {
            Description = "The version, from journeys versions; the one before the live one unless told",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            "rollback",
            "Make an earlier version of a journey live again: shows what changes and who is inside, then asks."
        )
        {
            journey,
            version,
        };
        var switches = new PublishSwitches(command);
        command.SetAction(
            (parsed, cancelled) =>
                RunAsync(
                    shell.Open(parsed),
                    switches.Chosen(parsed, shell),
                    parsed.GetRequiredValue(journey),
                    parsed.GetValue(version),
                    cancelled
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Session session,
        PublishOptions options,
        string journey,
        string? version,
        CancellationToken cancelled
    )
    {
        if (version is null)
        {
            var all = await Pager.GatherAsync<VersionEntry>(
                null,
                at => session.Api.VersionsAsync(journey, at, cancelled)
            );
            if (all is not Reply<Page<VersionEntry>>.Done { Value.Items: var entries })
            {
                return session.Print(all, static _ => { });
            }

            version =
                entries.FirstOrDefault(entry => !entry.Live)?.Version
                ?? throw new NotThereException($"{journey} has no version but the one that is live.");
        }

        var reply = await session.Api.VersionAsync(journey, version, cancelled);
        if (reply is not Reply<VersionDetail>.Done { Value: var was })
        {
            return session.Print(reply, static _ => { });
        }

        var flow = new PublishFlow(session, options);
        var files = new PublishRequest(was.Definition, was.Emails, was.Calendars);
        var published = await flow.RunAsync(journey, files, folder: null, cancelled);
        if (session.Json && published.Json is { } json)
        {
            session.Screen.Document(json);
        }

        return (int)(published.As == PublishedAs.Refused ? ExitCode.Problems : ExitCode.Done);
    }
}
