using Journeys.Bench.Survive.Checks;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;

namespace Journeys.Bench.Survive;

/// <summary>Plays one scenario to its end, and looks at what is left.</summary>
/// <param name="scenario">What goes wrong.</param>
/// <param name="root">The folder of the repository.</param>
/// <param name="seed">Draws the moments and the moods.</param>
/// <param name="say">Told how far it has come.</param>
internal sealed class Trial(Scenario scenario, string root, int seed, Action<string> say)
{
    /// <summary>
    /// A minute of the host passes in a second of the wall while things go wrong: a mail of unknown fate waits 30 minutes, so
    /// that a provider's event has 30 seconds to come.
    /// </summary>
    private const double WhileTroubled = 60;

    /// <summary>Two hours pass in a second when all is well again, so that waits of days end.</summary>
    private const double Afterwards = 7_200;

    /// <summary>Where more than 500 take part, less: their tasks must still be listed and answered before they are late.</summary>
    private const double AfterwardsOfMany = 1_800;

    private const string CameBack = "the mail came back";

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    /// <summary>The longest that the world may take to come to rest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    // How long nothing more may have come from the host before it counts as being at rest.
    private const int QuietTurns = 5;

    /// <summary>Plays it.</summary>
    public async Task<Outcome> PlayAsync(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var stage = await Stage.SetAsync(scenario, root, seed);
        var troubles = new Troubles(seed, stage.Keeper, stage.Azurite, stage.Provider, stage.Disk);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var world = Task.WhenAll(stage.Outside.LiveAsync(over.Token), stage.Webhook.RunAsync(over.Token));
        await RunAsync(stage, WhileTroubled, () => TroubleAsync(stage, troubles, stop), stop);
        stage.Provider.IsWell = true;
        say(
            $"{scenario.Name}: all is well again at {stage.Time.Now:ddd HH:mm}, {stage.Provider.Box.Taken.Count} mails"
        );
        await RunAsync(stage, scenario.IsLarge ? AfterwardsOfMany : Afterwards, () => RestAsync(stage, stop), stop);
        await over.CancelAsync();
        await world;
        var outcome = await JudgeAsync(stage, troubles);
        return outcome with { Seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds };
    }

    private static async Task RunAsync(Stage stage, double speed, Func<Task> meanwhile, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var keeping = stage.Keeper.KeepAsync(speed, over.Token);
        await Task.WhenAny(meanwhile(), keeping);
        await over.CancelAsync();
        await keeping;
        await stage.Host.StopAsync();
    }

    // Everybody has come, and every mail's fate was told, before time is let run.
    private async Task TroubleAsync(Stage stage, Troubles troubles, CancellationToken stop)
    {
        await troubles.MakeAsync(scenario.Trouble, scenario.Times, stop);
        await UntilAsync(() => stage.Time.Now > stage.AllBegun && stage.Outside.IsIdle && stage.Webhook.IsDone, stop);
        var settled = stage.Time.Now.AddMinutes(35);
        await UntilAsync(() => stage.Time.Now > settled, stop);
    }

    // Notices to colleagues are nobody's step, so they may still be on their way when all runs have ended.
    private static Task RestAsync(Stage stage, CancellationToken stop)
    {
        var (mails, quiet) = (0, 0);
        return UntilAsync(
            () =>
            {
                var before = mails;
                mails = stage.Provider.Box.Taken.Count;
                var rests = stage is { Outside: { Running: 0, IsIdle: true }, Webhook.IsDone: true };
                quiet = rests && mails == before ? quiet + 1 : 0;
                return quiet >= QuietTurns;
            },
            stop
        );
    }

    private static async Task UntilAsync(Func<bool> reached, CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!reached() && TimeProvider.System.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Rhythm, TimeProvider.System, stop);
        }
    }

    private async Task<Outcome> JudgeAsync(Stage stage, Troubles troubles)
    {
        var evidence = await Evidence.ReadAsync(stage.Tables);
        var mails = new Mails(evidence, stage.Provider.Box.Taken);
        var held = evidence.Standings.Select(standing => standing.State).OfType<JourneyState.Held>().ToList();
        return new(
            scenario.Name,
            evidence.Standings.Count,
            stage.Errands.Accepted.Count + stage.Webhook.Told.Count,
            troubles.Kills,
            stage.Host.Starts - 2,
            stage.Provider.Box.Taken.Count,
            mails.Uncertain,
            mails.Resent,
            mails.NoticesTwice,
            held.Count,
            held.CountBy(state => state.Because.Code.ToString()).ToDictionary(),
            mails.Twice,
            [
                .. mails.Lost,
                .. await UnrecordedAsync(stage),
                .. stage.Errands.Refused.Select(text => $"refused: {text}"),
            ],
            [.. evidence.Standings.Select(standing => Unfinished(standing.Instance, standing.State)).OfType<string>()],
            await new Agreement(evidence, stage.Tables).ComplaintsAsync(),
            stage.Keeper.Collapses,
            0
        );
    }

    // What nobody but the host is to blame for is no reason to wait for a person; that a mail came back is one.
    private static string? Unfinished(string instance, JourneyState state) =>
        state switch
        {
            JourneyState.Finished => null,
            JourneyState.Held held when IsOurs(held.Because) => $"{instance} is held: {held.Because}",
            JourneyState.Held => null,
            _ => $"{instance}: {state}",
        };

    private static bool IsOurs(Reason because) =>
        because.Code == ReasonCode.ResultOverdue
        || (because.Code == ReasonCode.Failed && !because.ToString().Contains(CameBack, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> UnrecordedAsync(Stage stage)
    {
        var lost = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            stage.Errands.Accepted,
            async (accepted, stop) =>
            {
                var mark = ContactRows.MarkKey(StableHash.Base32(accepted.Key, EventKey.Length));
                ContactKey.TryFrom(accepted.Value, out var contact, out _);
                var partition = ContactRows.Partition(contact);
                if (await stage.Tables.ReadAsync(ContactRows.Table, partition, mark, stop) is null)
                {
                    lost.Add(
                        $"the accepted event {accepted.Key.ReplaceLineEndings(" ")} of {accepted.Value} is not recorded"
                    );
                }
            }
        );
        return [.. lost];
    }
}
