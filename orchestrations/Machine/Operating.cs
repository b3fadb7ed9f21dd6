using System.Diagnostics;
using Journeys.Orchestrations.Steps;

namespace Journeys.Orchestrations.Machine;

/// <summary>What operators' decisions mean to a run that is under way.</summary>
internal static class Operating
{
    public static Outcome Decide(Walk walk, JourneyState state, Visit visit, JourneyInput.OperatorDecided decided)
    {
        if (IsOutdated(walk, visit, decided))
        {
            return walk.Ignore(ReasonCode.DecisionOfEarlierVisit);
        }

        return decided.Action switch
        {
            OperatorAction.Pause when state is JourneyState.Held => walk.Ignore(ReasonCode.StandsStill),
            OperatorAction.Pause => Pausing.Pause(walk, state, visit, decided.By),
            OperatorAction.Resume => walk.Ignore(ReasonCode.NotPaused),
            OperatorAction.Cancel => walk.Follow(
                visit,
                new Decision.Finish(new(ReasonCode.Cancelled, null, decided.By), "cancelled")
            ),
            OperatorAction.Retry => Retry(walk, state, visit, decided.By),
            OperatorAction.Skip => Skip(walk, visit, decided.By),
            _ => throw new UnreachableException($"no such action: {decided.Action}"),
        };
    }

    /// <summary>Whether the operator looked at another visit, or another run, than the one under way.</summary>
    public static bool IsOutdated(Walk walk, Visit visit, JourneyInput.OperatorDecided decided) =>
        (decided.Visit is { } meant && meant != visit.Number) || (decided.Run is { } run && run != walk.Course.Run);

    private static Outcome Retry(Walk walk, JourneyState state, Visit visit, string by)
    {
        if (state is not (JourneyState.Held or JourneyState.Waiting { For: WaitingFor.Retry or WaitingFor.Turn }))
        {
            return walk.Ignore(ReasonCode.NothingToRetry);
        }

        walk.Note(visit, new(ReasonCode.RetriedByOperator, null, by));
        if (state is JourneyState.Held held && visit.Number == 0)
        {
            return Entering.Retry(walk, held);
        }

        // A task that nobody answered is still open: it gets its deadlines anew, and its owner keeps it. One that could
        // not be opened is opened once more.
        if (
            walk.Course.Task?.Visit.Number == visit.Number
            && state is not JourneyState.Held { Because.Code: ReasonCode.Failed }
        )
        {
            var anew = visit with { Attempt = visit.Attempt + 1 };
            return walk.Follow(anew, 0, static (step, scene, _) => ((PersonStep)step).Reopen(scene));
        }

        return walk.Follow(visit, new Decision.TryAgain(new(ReasonCode.Retrying)));
    }

    private static Outcome Skip(Walk walk, Visit visit, string by)
    {
        if (visit.Number == 0)
        {
            return walk.Start(new(ReasonCode.SkippedByOperator, null, by));
        }

        // What a skipped task asked for is no longer asked.
        if (walk.Course.Task?.Visit.Number == visit.Number)
        {
            walk.Withdraw(visit);
        }

        return walk.Follow(
            visit,
            by,
            static (step, _, by) =>
                step.Main is { } main
                    ? new Decision.Proceed(new(ReasonCode.SkippedByOperator, null, by), main.To, "skipped", by)
                    : new Decision.Ignore(new(ReasonCode.NoWayOut, step.Name))
        );
    }
}
