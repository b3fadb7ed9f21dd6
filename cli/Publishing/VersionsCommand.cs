using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Publishing;

/// <summary><c>journeys versions</c>: who published what, and what became of those inside.</summary>
internal static class VersionsCommand
{
    public static Command Create(Shell shell)
    {
        var journey = new Argument<string>("journey") { Description = "The journey's name" };
        var command = new Command(
            "versions",
            "Who published what of a journey, newest first, and who is on which version"
        )
        {
            journey,
        };
        var paging = new Paging(command);
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var name = parsed.GetRequiredValue(journey);
                var reply = await Pager.GatherAsync<VersionEntry>(
                    paging.Wanted(parsed),
                    at => session.Api.VersionsAsync(name, at, cancelled)
                );
                return await session.PrintAsync(
                    reply,
                    (page, when) => Print(session.Screen, name, page, when),
                    cancelled
                );
            }
        );
        return command;
    }

    private static void Print(Screen screen, string journey, Page<VersionEntry> page, When when)
    {
        var list = new Listing()
            .Word("VERSION")
            .Word("")
            .Word("PUBLISHED")
            .Text("BY")
            .Number("INSIDE")
            .Text("THOSE INSIDE THEN")
            .Beneath("NOT MOVED");
        foreach (var entry in page.Items)
        {
            list.Row(
                entry.Version,
                new(entry.Live ? "live" : "", "green"),
                when.Ago(entry.At),
                entry.By,
                entry.Instances,
                Choice(entry),
                new(Refused(entry), "yellow")
            );
        }

        list.Print(screen);
        Paging.Rest(screen, page.Next);
        if (page.Items.Select(entry => entry.Version).Distinct().Skip(1).Any())
        {
            screen.Line();
            screen.Line($"[grey]Back to an earlier one: journeys rollback {journey} <version>[/]");
        }
    }

    private static string Choice(VersionEntry entry)
    {
        var map = string.Join(", ", entry.Map.Select(pair => $"{pair.Key}={pair.Value}"));
        var done = entry.Inside == InsideChoice.Finish ? "ended" : "moved";
        var words = entry.Moving switch
        {
            null => "stayed",
            { Overtaken: true } over => $"{over.Moved} {done}, then something else was published",
            { Done: false } going => $"{going.Moved} {done}, {going.Left} left",
            var over => $"{over.Moved} {done}",
        };
        return map.Length == 0 ? words : $"{words} ({map})";
    }

    private static string Refused(VersionEntry entry) =>
        string.Join("; ", entry.Moving?.Refused.Select(refusal => $"{refusal.Count}: {refusal.Reason}") ?? []);
}
