using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Instances;

/// <summary>
/// What one instance is about to do, before it is stored: pure, so a host can plan many instances and commit them in one
/// transaction, or plan again when somebody else was faster. Several inputs are planned one after another; each row
/// appears once in <see cref="Changes"/>, in its final form, as a transaction demands.
/// </summary>
public sealed record StepPlan
{
    // The effects that have no open row in the store: those the plan decides, and those that are over.
    private ImmutableHashSet<string> withoutRow = [];

    // The effects that failed, and when.
    private ImmutableDictionary<string, Instant> failed = ImmutableDictionary<string, Instant>.Empty;

    private StepPlan(Standing origin)
    {
        Origin = origin;
        Next = origin;
    }

    /// <summary>Where the instance stood when it was read.</summary>
    public Standing Origin { get; }

    /// <summary>Where it will stand; its ETag is still the old one.</summary>
    public Standing Next { get; private init; }

    /// <summary>What will be recorded, in order.</summary>
    public ImmutableList<HistoryRecord> History { get; private init; } = [];

    /// <summary>The ledger's entries that are new or changed, by effect.</summary>
    public ImmutableSortedDictionary<string, LedgerEntry> Ledger { get; private init; } =
        ImmutableSortedDictionary.Create<string, LedgerEntry>(StringComparer.Ordinal);

    /// <summary>
    /// The most rows that the ledger's entries write: one that is over leaves a row and removes another, and one that failed
    /// for good leaves a dead letter.
    /// </summary>
    public int LedgerRowCount => Ledger.Values.Sum(entry => entry.Open ? 1 : 2) + failed.Count;

    /// <summary>What is to be done once the plan is stored, in order.</summary>
    public ImmutableList<LedgerEntry> Commissions { get; private init; } = [];

    /// <summary>One answer per thing told, in order.</summary>
    public ImmutableList<AdvanceAnswer> Answers { get; private init; } = [];

    /// <summary>Whether the instance moves; when not, at most the ledger changes.</summary>
    public bool Moves => Next.Sequence > Origin.Sequence;

    /// <summary>Whether the last thing told was decided by looking at the contact's account.</summary>
    public bool LooksAtAccount { get; private init; }

    /// <summary>A plan in which nothing happens yet.</summary>
    public static StepPlan From(Standing standing) => new(standing);

    /// <summary>The plan with entries of the ledger changed, and nothing asked of the machine.</summary>
    public StepPlan Note(IEnumerable<Told> told) =>
        told.Aggregate(
            this,
            (plan, note) =>
                plan.Enter(note) with
                {
                    Answers = plan.Answers.Add(
                        note.IsOvertaken ? new AdvanceAnswer.Overtaken() : new AdvanceAnswer.Noted()
                    ),
                }
        );

    /// <summary>The plan with things told that change nothing, because there is nobody any more whom they concern.</summary>
    public StepPlan Ignore(IReadOnlyCollection<Told> told, ReasonCode because) =>
        this with
        {
            Answers = Answers.AddRange(told.Select(_ => new AdvanceAnswer.Ignored(new(because)))),
        };

    /// <summary>The plan with one thing more told.</summary>
    /// <param name="told">What happened.</param>
    /// <param name="contact">The contact's key.</param>
    /// <param name="definition">The version that decides: the pinned one, or the live one for a new run.</param>
    /// <param name="facts">What it may look at.</param>
    public StepPlan Tell(Told told, string contact, JourneyDefinition definition, Facts facts)
    {
        var noted = Enter(told).Fail(told, facts.Now);
        if (told.Input is not { } input || told.IsForLedger)
        {
            return noted with { Answers = Answers.Add(new AdvanceAnswer.Noted()) };
        }

        if (input is JourneyInput.VersionChanged changed && changed.Version == Next.Version)
        {
            var known = new Reason(ReasonCode.Duplicate, $"version {changed.Version}");
            return noted with { Answers = Answers.Add(new AdvanceAnswer.Ignored(known)) };
        }

        return JourneyMachine.Apply(definition, Next.State, input, facts) switch
        {
            Outcome.Moved moved => noted.Move(input, moved, contact, definition.Version, facts.Now) with
            {
                LooksAtAccount = AreOfAccount(moved.Looked),
            },
            Outcome.Ignored ignored => noted with
            {
                Answers = Answers.Add(new AdvanceAnswer.Ignored(ignored.Because)),
                LooksAtAccount = AreOfAccount(ignored.Looked),
            },
            var other => throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} is no outcome"),
        };
    }

    /// <summary>
    /// The rows to write, the state row first when the instance moves. Empty when nothing happened: an input that
    /// changes nothing costs no write.
    /// </summary>
    public IReadOnlyList<RowChange> Changes()
    {
        var changes = new List<RowChange>();
        if (Moves)
        {
            changes.Add(StateChange());
            AddTimer(changes);
            changes.AddRange(
                History.Select(record => new RowChange.Insert(
                    InstanceRows.HistoryKey(Next.Instance, record.Sequence),
                    record.Write()
                ))
            );
        }

        changes.AddRange(Ledger.Values.SelectMany(entry => LedgerRows.Changes(entry, !withoutRow.Contains(entry.Id))));
        changes.AddRange(
            failed
                .Where(failure => !IsTriedAgain(failure.Key))
                .Select(failure => LedgerRows.Failure(Ledger[failure.Key], failure.Value))
        );
        return changes;
    }

    /// <summary>The plan's commissions as they are stored, with the marks that their rows got.</summary>
    /// <param name="changes">What was committed.</param>
    /// <param name="etags">The marks, in the order of the changes.</param>
    public StepPlan Marked(IReadOnlyList<RowChange> changes, IReadOnlyList<string> etags)
    {
        var marks = changes
            .Zip(etags)
            .ToDictionary(pair => pair.First.Row, pair => pair.Second, StringComparer.Ordinal);
        return this with
        {
            Next = Moves ? Next with { ETag = marks[InstanceRows.StateKey(Next.Instance)] } : Next,
            Commissions =
            [
                .. Commissions.Select(entry =>
                    entry with
                    {
                        ETag = marks.GetValueOrDefault(LedgerRows.OpenKey(entry.Id)),
                    }
                ),
            ],
        };
    }

    /// <summary>The plan with its commissions as they stand in the store.</summary>
    public StepPlan Commissioning(IEnumerable<LedgerEntry> commissions) => this with { Commissions = [.. commissions] };

    /// <summary>Counts what was stored; called once the plan is.</summary>
    public void Measure()
    {
        if (Moves)
        {
            var journey = InstanceId.Parse(Next.Instance).Journey;
            Telemetry.Moved(journey, History.Count);
            if (Next.State is JourneyState.Held && Origin.State is not JourneyState.Held)
            {
                Telemetry.Hold(journey);
            }
        }
    }

    private static bool AreOfAccount(ImmutableArray<Look> looked) =>
        looked.Any(look => look.Path.StartsWith("account.", StringComparison.Ordinal));

    private StepPlan Enter(Told told) =>
        told is { Entry: { } entry, IsOvertaken: false }
            ? this with
            {
                Ledger = Ledger.SetItem(entry.Id, entry),
                withoutRow = told.HasNoOpenRow ? withoutRow.Add(entry.Id) : withoutRow,
            }
            : this;

    // Consent that is missing is no fault: the step has a way for it.
    private StepPlan Fail(Told told, Instant now) =>
        told
            is {
                Entry.Status: EffectStatus.Failed,
                IsOvertaken: false,
                Input: JourneyInput.EffectFailed { Failure: Failure.Permanent or Failure.Passing },
            }
            ? this with
            {
                failed = failed.SetItem(told.Entry.Id, now),
            }
            : this;

    // The machine tries it again by itself: it is not given up.
    private bool IsTriedAgain(string effect) =>
        Next.State is JourneyState.Waiting { For: WaitingFor.Retry } waiting
        && EffectId.TryParse(effect, out var id)
        && (id.Run, id.Visit) == (waiting.Course.Run, waiting.Visit.Number);

    private StepPlan Move(JourneyInput input, Outcome.Moved moved, string contact, string version, Instant now)
    {
        var sequence = Next.Sequence + 1;
        var claims = moved.Effects.Select(effect => LedgerEntry.Claim(effect, contact, version, now)).ToArray();
        return this with
        {
            Next = Next with { Contact = contact, Version = version, Sequence = sequence, State = moved.Next },
            History = History.Add(
                new(sequence, now, version, input, moved.Path, moved.Looked, [.. moved.Effects.Select(e => e.Id)])
            ),
            Ledger = Ledger.SetItems(claims.Select(claim => KeyValuePair.Create(claim.Id, claim))),
            withoutRow = withoutRow.Union(claims.Select(claim => claim.Id)),
            Commissions = Commissions.AddRange(claims),
            Answers = Answers.Add(new AdvanceAnswer.Moved(sequence, moved.Path)),
        };
    }

    private RowChange StateChange()
    {
        var key = InstanceRows.StateKey(Next.Instance);
        var properties = InstanceRows.Write(Next);
        return Origin.ETag is { } etag
            ? new RowChange.Replace(key, properties, etag)
            : new RowChange.Insert(key, properties);
    }

    private void AddTimer(List<RowChange> changes)
    {
        var (before, after) = (Origin.Timer, Next.Timer);
        if (before is not null && before.Due != after?.Due)
        {
            changes.Add(new RowChange.Delete(InstanceRows.DueKey(before.Due, Next.Instance)));
        }

        if (after is not null && after != before)
        {
            changes.Add(new RowChange.Put(InstanceRows.DueKey(after.Due, Next.Instance), DueIndex.Write(after)));
        }
    }
}
