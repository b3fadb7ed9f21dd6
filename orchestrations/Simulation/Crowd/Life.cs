using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation.Results;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>
/// Lives the lives of invented contacts, one after the other: brings each into the journey, lets it react to mails and its
/// tasks be answered as the plan says, and counts what it came to. Everything that is left to chance is drawn from outside,
/// so the same draws are the same lives.
/// </summary>
public sealed class Life : Audience
{
    /// <summary>The mail never came: nothing else comes of it.</summary>
    public const string Bounced = "email.bounced";

    private const string Source = "simulation";

    private static readonly ulong Coming = Purpose.Of("comes");

    private readonly SimulationPlan plan;
    private readonly IDraws draws;
    private readonly Tally[] tallies;
    private readonly Notes notes;
    private readonly uint[] sent;
    private readonly uint[] asked;
    private readonly uint[] came;
    private uint entries;
    private uint contact;
    private SegmentPlan segment;
    private Tally tally;
    private Recorded? recorded;

    public Life(SimulationPlan plan, IDraws draws)
    {
        (this.plan, this.draws) = (plan, draws);
        tallies = [.. plan.Segments.Select(_ => new Tally(plan.Shape))];
        (segment, tally) = (plan.Segments[0], tallies[0]);
        sent = new uint[plan.Mails.Length];
        asked = new uint[plan.Steps.Length];
        came = new uint[plan.Steps.Length];
        notes = new Notes(plan);
    }

    /// <summary>What all contacts so far came to, by segment.</summary>
    public IReadOnlyList<Tally> Tallies => tallies;

    /// <summary>Lives the life of an invented contact.</summary>
    /// <param name="number">The contact's number, from 0: the same number is always the same contact.</param>
    /// <returns>What became of it, until the next contact's turn.</returns>
    public Trace Live(uint number)
    {
        Begin(number, null);
        var coming = draws.Of(number, Coming, 0);
        Choose(coming.Chance);
        var at = plan.Arrivals.At(coming.Length);
        var person = Contact.Unknown($"c{number}") with { Profile = segment.Contact.For(number, draws, at) };
        var rehearsal = new Rehearsal(plan.Definition, person, segment.Account.For(number, draws, at), this);
        var data = segment.Event.For(number, draws, at);
        rehearsal.Schedule(at, new Touchpoint("enters", plan.EntryType, at, Source, null, data, Fields.Empty));
        return End(rehearsal);
    }

    /// <summary>Lives again what a real contact did, in this version of the journey.</summary>
    public Trace Live(uint number, Recorded again)
    {
        Begin(number, again);
        var person = Contact.Unknown(again.Contact) with { Profile = again.Profile };
        var rehearsal = new Rehearsal(plan.Definition, person, Fields.Empty, this);
        foreach (var touchpoint in again.Touchpoints)
        {
            rehearsal.Schedule(touchpoint.Time, touchpoint);
        }

        return End(rehearsal);
    }

    public override bool Learns(Touchpoint touchpoint) =>
        plan.Watched.Teaches(touchpoint.Type) || touchpoint.Contact.Count > 0;

    public override void Told(Rehearsal rehearsal, JourneyState before, JourneyInput input, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Moved moved:
                notes.Moved(moved, rehearsal.Now, tally);
                Happen(rehearsal, moved);
                break;
            case Outcome.Ignored ignored:
                notes.Ignored(before, input, ignored.Because, rehearsal.Contact, tally);
                break;
        }
    }

    public override void Performed(Rehearsal rehearsal, Effect effect)
    {
        switch (effect)
        {
            case Effect.SendEmail mail:
                Receive(rehearsal, mail);
                break;
            case Effect.OpenTask task:
                Ask(rehearsal, task);
                break;
            case Effect.CloseTask close:
                Close(close);
                break;
            case Effect.StartJourney:
                tally.Started++;
                break;
        }
    }

    private void Begin(uint number, Recorded? again)
    {
        (contact, recorded, entries) = (number, again, 0);
        Array.Clear(sent);
        Array.Clear(asked);
        Array.Clear(came);
        notes.Trace.Clear();
    }

    private Trace End(Rehearsal rehearsal)
    {
        rehearsal.RunUntil(plan.End);
        notes.Conclude(rehearsal.State, tally);
        return notes.Trace;
    }

    private void Choose(double share)
    {
        var i = 0;
        while (share >= plan.Segments[i].UpTo && i < plan.Segments.Length - 1)
        {
            i++;
        }

        (segment, tally) = (plan.Segments[i], tallies[i]);
    }

    private void Receive(Rehearsal rehearsal, Effect.SendEmail mail)
    {
        var number = plan.MailNumber(mail.Template);
        var counts = tally.Mails[number];
        counts.Sent[plan.DayOf(rehearsal.Now)]++;
        notes.Trace.Mails++;
        var occurrence = sent[number]++;
        foreach (var reaction in recorded is null ? segment.Mails[number] : [])
        {
            if (React(rehearsal, reaction, occurrence, mail.Id))
            {
                counts.Reactions[reaction.Number]++;
                if (reaction.Type == Bounced)
                {
                    return;
                }
            }
        }
    }

    private void Happen(Rehearsal rehearsal, Outcome.Moved moved)
    {
        if (!plan.HasEvents || recorded is not null)
        {
            return;
        }

        foreach (var passage in moved.Path)
        {
            if (passage.Because.Code == ReasonCode.Entered)
            {
                React(rehearsal, segment.OnEntering, entries++);
            }

            if (passage.To is { } to && plan.StepNumber(to) is var step && !segment.OnStep[step].IsEmpty)
            {
                React(rehearsal, segment.OnStep[step], came[step]++);
            }
        }
    }

    private void React(
        Rehearsal rehearsal,
        System.Collections.Immutable.ImmutableArray<ReactionPlan> all,
        uint occurrence
    )
    {
        foreach (var reaction in all)
        {
            React(rehearsal, reaction, occurrence, about: null);
        }
    }

    // Whether it happens within the time simulated.
    private bool React(Rehearsal rehearsal, ReactionPlan reaction, uint occurrence, string? about)
    {
        var draw = draws.Of(contact, reaction.Purpose, occurrence);
        if (draw.Chance >= reaction.Chance)
        {
            return false;
        }

        var at = rehearsal.Now + reaction.After(draw.Length);
        if (at > plan.End)
        {
            return false;
        }

        if (reaction.Matters)
        {
            var id = about is null ? $"{reaction.Type}/{occurrence}" : $"{about}/{reaction.Type}";
            rehearsal.Schedule(
                at,
                new Touchpoint(id, reaction.Type, at, Source, about, Data(rehearsal, reaction), Fields.Empty)
            );
        }

        return true;
    }

    // Whoever enters again does so with data like the first time's.
    private Fields Data(Rehearsal rehearsal, ReactionPlan reaction) =>
        reaction.Type == plan.EntryType ? segment.Event.For(contact, draws, rehearsal.Now) : Fields.Empty;

    private void Ask(Rehearsal rehearsal, Effect.OpenTask task)
    {
        var number = plan.StepNumber(task.Step);
        var team = tally.Teams[plan.TeamNumber(task.Team)];
        team.Opened[plan.DayOf(rehearsal.Now)]++;
        team.Handovers += task.Kind == TaskKind.Handoff ? 1 : 0;
        notes.Trace.Tasks++;
        var answers = segment.Answers[number]!;
        var draw = draws.Of(contact, answers.Purpose, asked[number]++);
        if (recorded?.Answer(task.Step) is { } given)
        {
            Answer(rehearsal, task, given, Instant.Max(given.At, rehearsal.Now));
        }
        else if (answers.Chosen(draw.Chance) is { } outcome)
        {
            var at = answers.DoneBy(rehearsal.Now, outcome.After(draw.Length));
            Answer(
                rehearsal,
                task,
                new(task.Step, outcome.Outcome, at, answers.By, answers.Fills.For(contact, draws, at)),
                at
            );
        }
    }

    private static void Answer(Rehearsal rehearsal, Effect.OpenTask task, RecordedAnswer answer, Instant at)
    {
        if (answer.Filled.Count > 0)
        {
            var told = new Touchpoint(
                $"{task.Id}/answer",
                OwnTouchpoints.TaskAnswered,
                at,
                Source,
                null,
                Fields.Empty,
                answer.Filled
            );
            rehearsal.Schedule(at, told);
        }

        rehearsal.Schedule(at, new JourneyInput.TaskAnswered(task.Id, answer.Outcome, answer.By, answer.Told));
    }

    private void Close(Effect.CloseTask close)
    {
        var team = tally.Teams[plan.TeamNumber(close.Team)];
        if (close.Outcome == PersonStep.Withdrawn)
        {
            team.Withdrawn++;
            return;
        }

        Tally.Count(team.Answers, close.Outcome);
        if (close.Outcome == HandoffStep.Accepted && plan.Definition.Steps[close.Step] is HandoffStep)
        {
            tally.Handovers++;
            notes.Trace.Handovers++;
        }
    }
}
