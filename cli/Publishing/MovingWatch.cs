using Journeys.Cli.Api;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Publishing;

/// <summary>Watches a host move those inside, until nobody is left.</summary>
internal sealed class MovingWatch(Session session)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Watches, and tells what came of it.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="moving">How far it was when it began.</param>
    public async Task FollowAsync(string journey, MovingProgress moving, CancellationToken cancelled)
    {
        var newest = moving;
        try
        {
            while (newest is { Done: false, Left: > 0 })
            {
                await Task.Delay(Pause, session.Surroundings.Clock, cancelled);
                var reply = await session.Api.JourneyAsync(journey, cancelled);
                if (reply is not Reply<JourneyDetail>.Done { Value.Moving: { } next } || next.At != moving.At)
                {
                    session.Screen.Advice(
                        $"Somebody else has published {journey} meanwhile, and those inside go on as they chose."
                    );
                    return;
                }

                Tell(newest, next);
                newest = next;
            }
        }
        catch (HostNotReachableException gone)
        {
            throw new HostNotReachableException(
                $"{journey} {moving.Version} is live, but the host went away when {newest.Moved} were moved and {newest.Left} "
                    + $"were left. {gone.Message}",
                "It goes on by itself when it runs again. Look with journeys versions "
                    + $"{journey}; publishing once more is safe, too.",
                gone
            );
        }

        if (!session.Json)
        {
            Print(session.Screen, newest);
        }
    }

    /// <summary>What came of it, and why some could not be moved.</summary>
    public static void Print(Screen screen, MovingProgress moving)
    {
        var finish = moving.Inside == InsideChoice.Finish;
        screen.Beside(0, new(finish ? "ended" : "moved", "green"), 11, People(moving.Moved));
        foreach (var (reason, count) in moving.Refused)
        {
            screen.Beside(0, new("not " + (finish ? "ended" : "moved"), "yellow"), 11, $"{People(count)}: {reason}");
        }
    }

    private void Tell(MovingProgress before, MovingProgress now)
    {
        if (session.Surroundings.ErrorIsTerminal && now.Moved != before.Moved)
        {
            session.Screen.Advice($"[grey]{now.Moved} moved, {now.Left} left[/]");
        }
    }

    private static string People(int count) => count == 1 ? "1 contact" : $"{count} contacts";
}
