using System.Text.Json.Serialization;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>
/// One turn of an instance, for a host that is called when something is due: what has come due elapses, what is open in the
/// ledger is performed, and what follows is stored, until nothing is left to do now. A turn that dies midway is simply made
/// again: it begins with what the rows say.
/// </summary>
public sealed class Turn(
    Advance advance,
    Ledger ledger,
    EffectPerformer performer,
    TimeProvider clock,
    ILogger<Turn> log
)
{
    /// <summary>
    /// The most effects of one turn, so that it ends well before a host's limit on the time of one call; what is left is
    /// due at once.
    /// </summary>
    public const int EffectsPerTurn = 20;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Makes a turn.</summary>
    /// <param name="instance">The instance's id.</param>
    /// <param name="settled">
    /// What the turn before reported (<see cref="TurnReport.Settled"/>), which saves looking into the ledger when nobody else
    /// has moved the instance since; <see cref="TurnReport.Unsettled"/> when there was none.
    /// </param>
    /// <param name="cancellation">Ends the turn between two effects, or within one that can be made again.</param>
    /// <exception cref="StorageUnavailableException">The store does not answer; make the turn again.</exception>
    public async Task<TurnReport> RunAsync(string instance, int settled, CancellationToken cancellation)
    {
        using var scope = WorkScope.Begin(clock);
        var course = new TurnCourse(await advance.LoadAsync(instance, cancellation));
        var elapsed = course.Standing.Timer is { } timer && timer.Due <= Now ? timer : null;
        if (elapsed is null || course.Standing.Sequence != settled)
        {
            course.TakeAll(await ledger.UnfinishedOfAsync(instance, cancellation), Now);
        }

        if (elapsed is not null)
        {
            await ElapseAsync(course, elapsed, cancellation);
        }

        while (course.Performed < EffectsPerTurn)
        {
            if (course.WasInterrupted)
            {
                course.TakeAll(await ledger.UnfinishedOfAsync(instance, cancellation), Now);
            }

            if (!course.TryNext(out var entry))
            {
                break;
            }

            await PerformAsync(course, entry, cancellation);
        }

        return course.Report(Now);
    }

    private async Task ElapseAsync(TurnCourse course, Timer timer, CancellationToken cancellation)
    {
        var elapsed = new JourneyInput.TimerElapsed(timer.Visit, timer.Due);
        var telling = new Telling(course.Standing.Instance, course.Standing.Contact, elapsed);
        course.Follow(await advance.RunAsync(telling, cancellation), Now);
    }

    private async Task PerformAsync(TurnCourse course, LedgerEntry entry, CancellationToken cancellation)
    {
        if (await TryAsync(entry, cancellation) is not { } told)
        {
            // Another process performs it. Should it die, the effect is looked at again.
            course.Leave(entry, Now);
            return;
        }

        // What was done is said even if the host is stopping: a mail that was sent would be in doubt otherwise.
        var telling = new Telling(entry.Instance, entry.Contact, [told]);
        var advanced = await advance.RunAsync(telling, CancellationToken.None);
        course.Follow(advanced, Now);
        if (advanced.Answers is [AdvanceAnswer.Overtaken])
        {
            course.Leave(entry, Now);
            return;
        }

        if (told is { IsToBeRepeated: true, Entry: { } again })
        {
            RuntimeLog.EffectAgain(log, again.Id, again.NotBefore!.Value, again.Detail!);
            course.Leave(again, Now);
        }
    }

    private async Task<Told?> TryAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        try
        {
            return await performer.PerformAsync(entry, cancellation);
        }
        catch (Exception fault)
            when (fault is not (StorageUnavailableException or InvalidDataException)
                && !cancellation.IsCancellationRequested
            )
        {
            // A fault of ours must be seen, by us in the log and by operators at the instance. What this version of the
            // program cannot read, another one can.
            RuntimeLog.EffectBroken(log, entry.Id, fault);
            return new(
                new JourneyInput.EffectFailed(entry.Id, Failure.Permanent, fault.Message),
                entry.As(EffectStatus.Failed, fault.Message)
            );
        }
    }
}

/// <summary>What a turn came to.</summary>
/// <param name="Sequence">The number of the instance's newest history row; 0 when it has none.</param>
/// <param name="Status"><c>unentered</c>, <c>waiting</c>, <c>performing</c>, <c>paused</c>, <c>held</c> or <c>finished</c>.</param>
/// <param name="Step">Where it stands; null when it is finished or never began.</param>
/// <param name="Due">When the next turn is due, maybe at once; null when only a telling can bring one.</param>
/// <param name="Finished">Whether the run is over and nothing is left to do for it.</param>
/// <param name="Settled">
/// The sequence up to which every effect is over; <see cref="Unsettled"/> when one is left. To be given to the next turn.
/// </param>
/// <remarks>A host may keep it in its scheduler's history, so the names in JSON must stay.</remarks>
public sealed record TurnReport(
    [property: JsonPropertyName("sequence")] int Sequence,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("step")] string? Step,
    [property: JsonPropertyName("due")] DateTimeOffset? Due,
    [property: JsonPropertyName("finished")] bool Finished,
    [property: JsonPropertyName("settled")] int Settled
)
{
    /// <summary>Nobody has looked whether effects are left.</summary>
    public const int Unsettled = -1;
}
