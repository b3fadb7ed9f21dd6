using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// The way of one run through one input: it asks steps for their decisions, follows them until the run stays somewhere,
/// and gathers effects, reasons and what was looked at. The only place where a successor state is built.
/// </summary>
internal sealed class Walk
{
    /// <summary>
    /// The most steps one input may lead through. A published journey has no loop that takes no time, so it cannot have
    /// more steps in a row than steps at all, and this is met only when a rule of ours is broken; the run is held then.
    /// </summary>
    public const int StepsPerInput = DefinitionReader.StepLimit + 1;

    /// <summary>How long the result of an effect may take before the run is held instead of forgotten.</summary>
    public static readonly Duration ResultTime = Duration.FromDays(1);

    private readonly JourneyDefinition definition;
    private readonly Sight sight;
    private readonly ImmutableArray<Passage>.Builder path = ImmutableArray.CreateBuilder<Passage>(2);
    private ImmutableArray<Effect> effects = [];

    public Walk(JourneyDefinition definition, Course course, Sight sight)
    {
        this.definition = definition;
        this.sight = sight;
        Course = course;
        sight.Story = course.Story;
    }

    public Course Course { get; private set; }

    public JourneyDefinition Definition => definition;

    public Sight Sight => sight;

    public Instant Now => sight.Now;

    public Scene At(Visit visit) => new(definition, Course, visit, sight);

    public Outcome Ignore(ReasonCode code, string? subject = null) => Ignore(new Reason(code, subject));

    public Outcome Ignore(Reason because) => new Outcome.Ignored(because, sight.Drain());

    /// <summary>Follows what the step of a visit decides.</summary>
    /// <param name="about">What it decides about: handed on, so that no call needs a closure.</param>
    public Outcome Follow<T>(Visit visit, T about, Func<Step, Scene, T, Decision> decide) =>
        Follow(visit, StepOf(visit) is { } step ? decide(step, At(visit), about) : Gone(visit));

    /// <summary>Follows a decision made at a visit.</summary>
    public Outcome Follow(Visit visit, Decision decision) =>
        decision is Decision.Ignore ignored ? Ignore(ignored.Because) : Moved(Settle(visit, decision));

    /// <summary>Begins a run at the first step.</summary>
    public Outcome Start(Reason because)
    {
        var first = definition.InOrder[0].Name;
        path.Add(new(first, 0, because, first));
        var visit = Come(first, out var decision);
        return Moved(Settle(visit, decision));
    }

    /// <summary>The outcome with everything gathered on the way.</summary>
    public Outcome.Moved Moved(JourneyState next) => new(next, effects, path.DrainToImmutable(), sight.Drain());

    public void Note(Visit visit, Reason because, string? to = null) =>
        path.Add(new(visit.Step, visit.Number, because, to));

    /// <summary>Keeps an event; the oldest gives way when there are too many.</summary>
    public void Remember(Visit visit, EventFact happened)
    {
        var memory = Course.Memory;
        if (memory.Length < Course.MemoryLimit)
        {
            Note(visit, new(ReasonCode.Remembered, happened.Type));
        }
        else
        {
            Note(visit, new(ReasonCode.MemoryFull, happened.Type, memory[0].Type));
            memory = memory.RemoveAt(0);
        }

        Course = Course with { Memory = memory.Add(happened) };
    }

    /// <summary>Follows decisions from step to step until the run stays somewhere.</summary>
    public JourneyState Settle(Visit visit, Decision decision)
    {
        for (var steps = 0; steps < StepsPerInput; steps++)
        {
            switch (decision)
            {
                case Decision.Proceed proceed:
                    Leave(visit, proceed);
                    visit = proceed.To is { } to ? Come(to, out decision) : Return(visit, out decision);
                    break;
                case Decision.GoLate late:
                    Note(visit, late.Because, late.To);
                    Course = Course with { Task = late.Task };
                    visit = Come(late.To, out decision);
                    break;
                case Decision.TryAgain again:
                    Note(visit, again.Because, visit.Step);
                    visit = visit.Again();
                    decision = StepOf(visit)?.Enter(At(visit)) ?? Gone(visit);
                    break;
                default:
                    return Stay(visit, decision);
            }
        }

        return Stay(visit, new Decision.Hold(new(ReasonCode.TooManySteps, null, $"{StepsPerInput}")));
    }

    private JourneyState Stay(Visit visit, Decision decision)
    {
        Note(visit, decision.Because);
        switch (decision)
        {
            case Decision.Perform perform:
                Do(perform.Effect);
                return new JourneyState.Performing(Course, visit, perform.Effect.Id, Now + ResultTime);
            case Decision.Await wait:
                Do(wait.Effects);
                Course = wait.Task is null ? Course : Course with { Task = wait.Task };
                return new JourneyState.Waiting(Course, visit, wait.Due, wait.For);
            case Decision.PutOff put:
                return new JourneyState.Waiting(Course, visit.PutOff(put.For, put.Until), put.Until, WaitingFor.Turn);
            case Decision.Finish finish:
                Withdraw(visit);
                return new JourneyState.Finished(Course, finish.Outcome, Now);
            case Decision.Hold hold:
                return new JourneyState.Held(Course, visit, hold.Because, Now);
            default:
                throw new UnreachableException($"no such decision: {decision.GetType()}");
        }
    }

    private void Leave(Visit visit, Decision.Proceed proceed)
    {
        Note(visit, proceed.Because, proceed.To);
        Do(proceed.Effects);
        var result = new StepResult(
            visit.Step,
            visit.Number,
            visit.EnteredAt,
            proceed.Outcome,
            proceed.By,
            proceed.Answers ?? Fields.Empty
        );
        Course = Course with
        {
            Story = Course.Story.With(result),
            Since = StepOf(visit) is { Lasting: true } ? visit.EnteredAt : Course.Since,
            Task = Course.Task?.Visit.Number == visit.Number ? null : Course.Task,
        };
        sight.Story = Course.Story;
    }

    private Visit Come(string to, out Decision decision)
    {
        var visit = new Visit(to, Course.Visits + 1, Now, Attempt: 1);
        var step = StepOf(visit);
        if (step is { Lasting: true })
        {
            Withdraw(visit);
        }

        var begun = new StepResult(to, visit.Number, Now, Outcome: null, By: null, Fields.Empty);
        Course = Course with { Story = Course.Story.With(begun), Visits = visit.Number };
        sight.Story = Course.Story;
        decision = step?.Enter(At(visit)) ?? Gone(visit);
        return visit;
    }

    // Back to the task whose late path this is.
    private Visit Return(Visit visit, out Decision decision)
    {
        if (Course.Task is not { } task)
        {
            decision = new Decision.Hold(new(ReasonCode.NoTaskToReturnTo));
            return visit;
        }

        decision = StepOf(task.Visit) is PersonStep person ? person.StayOpen(At(task.Visit)) : Gone(task.Visit);
        return task.Visit;
    }

    private Step? StepOf(Visit visit) => definition.Steps.GetValueOrDefault(visit.Step);

    private static Decision.Hold Gone(Visit visit) => new(new(ReasonCode.StepGone, visit.Step));

    /// <summary>The run goes on without the answer to its open task, if there is one: takes it off the list.</summary>
    public void Withdraw(Visit visit)
    {
        if (Course.Task is not { } task)
        {
            return;
        }

        Note(visit, new(ReasonCode.TaskWithdrawn, task.Visit.Step));
        Do(PersonStep.Close(Course, PersonStep.Withdrawn, by: null));
        Course = Course with { Task = null };
    }

    private void Do(Effect effect) => effects = effects.Add(effect);

    private void Do(ImmutableArray<Effect> more) => effects = more.IsDefaultOrEmpty ? effects : effects.AddRange(more);
}
