using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys contact erase</c> and <c>receipt</c>: erases a contact, and shows what stays of that.</summary>
internal static class ContactEraseCommand
{
    private const string Removing = "removing";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static Command Create(Shell shell)
    {
        var id = new Argument<string>("id") { Description = "The contact's id" };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var by = new Option<string?>("--by") { Description = "Who wants it; you unless told", HelpName = "name" };
        var command = new Command("erase", "Remove everything that is kept about a contact: shows what goes, then asks")
        {
            id,
            yes,
            by,
        };
        command.SetAction(
            (parsed, cancelled) =>
                EraseAsync(
                    shell.Open(parsed),
                    parsed.GetRequiredValue(id),
                    parsed.GetValue(by) ?? shell.Surroundings.User,
                    parsed.GetValue(yes),
                    cancelled
                )
        );
        return command;
    }

    public static Command Receipt(Shell shell)
    {
        var id = new Argument<string>("receipt") { Description = "The receipt's id, from journeys contact erase" };
        var command = new Command("receipt", "How far an erasure is, and when it is done its receipt") { id };
        command.SetAction(
            async (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                var reply = await session.Api.ErasureAsync(parsed.GetRequiredValue(id), cancelled);
                return await session.PrintAsync(reply, (one, when) => Print(session.Screen, one, when), cancelled);
            }
        );
        return command;
    }

    private static async Task<int> EraseAsync(
        Session session,
        string id,
        string by,
        bool yes,
        CancellationToken cancelled
    )
    {
        var preview = await session.Api.ErasurePreviewAsync(id, cancelled);
        if (preview is not Reply<ErasurePreview>.Done { Value: var there })
        {
            return session.Print(preview, static _ => { });
        }

        if (there.Rows.Count > 0 && there.Erasure is not { Status: not "done" })
        {
            Show(session, id, there.Rows);
            if (!yes && !Question.Ask(session, $"Erase {id} for good?"))
            {
                session.Screen.Line($"{id} was left as it is.");
                return (int)ExitCode.Done;
            }
        }
        else if (!session.Json && there.Erasure is { Status: "done" })
        {
            session.Screen.Line($"{id} was erased before, and nothing came since:");
        }

        var reply = await FollowAsync(session, await session.Api.EraseAsync(id, by, cancelled), cancelled);
        return await session.PrintAsync(reply, (one, when) => Print(session.Screen, one, when), cancelled);
    }

    private static void Show(Session session, string id, IReadOnlyDictionary<string, int> rows)
    {
        if (session.Json)
        {
            return;
        }

        session.Screen.Line($"Of [bold]{id}[/] there are:");
        foreach (var (kind, count) in rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            session.Screen.Beside(2, $"{count}", 8, kind);
        }
    }

    // Until all rows are gone; what is watched then goes on by itself.
    private static async Task<Reply<ErasureDetail>> FollowAsync(
        Session session,
        Reply<ErasureDetail> reply,
        CancellationToken cancelled
    )
    {
        while (reply is Reply<ErasureDetail>.Done { Value: { Status: Removing } going })
        {
            if (session.Surroundings.ErrorIsTerminal && going.Rows.Count > 0)
            {
                session.Screen.Advice($"[grey]{going.Removed} of {going.Rows.Values.Sum()} removed[/]");
            }

            await Task.Delay(Pause, session.Surroundings.Clock, cancelled);
            reply = await session.Api.ErasureAsync(going.Receipt, cancelled);
        }

        return reply;
    }

    private static void Print(Screen screen, ErasureDetail erasure, When when)
    {
        var words = erasure.Status switch
        {
            "done" => "done",
            Removing => "rows are being removed",
            _ => $"everything is gone; it is watched until {when.At(erasure.Done!.Value)} that nothing comes after",
        };
        screen.Beside(0, new("receipt", "grey"), 10, erasure.Receipt);
        screen.Beside(0, new("status", "grey"), 10, words);
        screen.Beside(0, new("ordered", "grey"), 10, $"{when.At(erasure.At)} by {erasure.By}");
        screen.Beside(0, new("contact", "grey"), 10, $"{erasure.Contact} (a keyed hash)");
        foreach (var (kind, count) in erasure.Rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            screen.Beside(10, $"{count}", 8, kind);
        }
    }
}
