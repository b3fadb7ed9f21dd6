using System.Collections.Immutable;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// A step at which a person decides: it opens a task for a team, waits for the answer, reminds the owner, and goes its
/// <c>late</c> way when the deadline passes. The task stays open on that way until it leads to <c>stay</c>, which sets a
/// new deadline, or to the next mail, wait, task or end, which withdraws it. Nobody is asked for ever: after
/// <see cref="Deadlines"/> deadlines the run is held.
/// </summary>
public abstract class PersonStep(
    StepSource source,
    Named team,
    TemplateText title,
    Deadline deadline,
    ImmutableArray<string> asks,
    Way late,
    ImmutableArray<Way> outcomes
) : Step(source)
{
    /// <summary>How many deadlines may pass before the run is held.</summary>
    public const int Deadlines = 3;

    /// <summary>The outcome of a task that the run went on without.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>The key of the way that a missed deadline takes.</summary>
    public const string LateKey = "late";

    // The attempt's first effect opens the task; each later one has a place of its own.
    private const int Opening = 1;
    private const int Closing = 2;
    private const int Reminding = 10;

    public override bool Lasting => true;

    public override bool TakesTime(Way way) => true;

    public override IEnumerable<TemplateText> Templates => [title];

    public override IEnumerable<Named> Teams => [team];

    /// <summary>How long the person has.</summary>
    public Deadline Deadline { get; } = deadline;

    /// <summary>What the owner is asked to fill in: the contact's fields.</summary>
    public ImmutableArray<string> Asks { get; } = asks;

    /// <summary>The way out when a deadline passes.</summary>
    protected Way OnLate { get; } = late;

    /// <summary>The decisions on offer, each with its way out.</summary>
    public ImmutableArray<Way> Outcomes { get; } = outcomes;

    private ImmutableArray<string> Labels { get; } = [.. outcomes.Select(way => way.Label)];

    protected abstract TaskKind Kind { get; }

    public override IEnumerable<Way> Ways => Outcomes.Append(OnLate);

    public override Decision Enter(Scene scene)
    {
        if (scene.Zone is not { } zone)
        {
            return scene.UnknownZone;
        }

        var due = Deadline.Within.After(scene.Now, zone, Deadline.Calendar);
        var id = scene.EffectId(Opening);
        var open = new Effect.OpenTask(id, Name, scene.Course.Story, Kind, title.Text, team.Name, due, Labels, Asks);
        return new Decision.Await(
            new(ReasonCode.TaskOpened, team.Name, null, due),
            Next(scene.Now, due, zone),
            WaitingFor.Answer,
            [open],
            new(id, scene.Visit, team.Name, due, due, Lates: 0)
        );
    }

    public override Decision Elapsed(Scene scene, WaitingFor waitingFor)
    {
        var task = scene.Course.Task!;
        if (scene.Now < task.Deadline)
        {
            return Remind(scene, task);
        }

        var overdue = task with { Lates = task.Lates + 1 };
        return new Decision.GoLate(new(ReasonCode.Late, team.Name), OnLate.To!, overdue);
    }

    /// <summary>What follows from a person's answer.</summary>
    public Decision Answered(Scene scene, JourneyInput.TaskAnswered answer)
    {
        foreach (var way in Outcomes)
        {
            if (way.Label == answer.Outcome)
            {
                return new Decision.Proceed(
                    new(ReasonCode.Answered, answer.By, answer.Outcome),
                    way.To,
                    answer.Outcome,
                    answer.By,
                    answer.Answers,
                    [Close(scene.Course, answer.Outcome, answer.By)]
                );
            }
        }

        return new Decision.Hold(new(ReasonCode.OutcomeUnknown, Name, answer.Outcome));
    }

    /// <summary>The effect that takes the run's open task off the list; the step need not exist in this version any more.</summary>
    public static Effect.CloseTask Close(Course course, string outcome, string? by)
    {
        var task = course.Task!;
        var id = new EffectId(course.Instance, course.Run, task.Visit.Number, task.Visit.Attempt, Closing);
        return new(id.ToString(), task.Visit.Step, course.Story, task.Id, task.Team, task.Due, outcome, by);
    }

    /// <summary>The deadlines begin anew, in an attempt of their own; the task stays as it is.</summary>
    public Decision Reopen(Scene scene)
    {
        var task = scene.Course.Task! with { Visit = scene.Visit, Lates = 0 };
        return StayOpen(scene with { Course = scene.Course with { Task = task } });
    }

    /// <summary>What follows when the late way leads back here: a new deadline, or, after too many, a hold.</summary>
    public Decision StayOpen(Scene scene)
    {
        var task = scene.Course.Task!;
        if (task.Lates >= Deadlines)
        {
            return new Decision.Hold(new(ReasonCode.NobodyAnswered, team.Name, $"{Deadlines}"));
        }

        if (scene.Zone is not { } zone)
        {
            return scene.UnknownZone;
        }

        var due = Deadline.Within.After(scene.Now, zone, Deadline.Calendar);
        return new Decision.Await(
            new(ReasonCode.BackToTask, team.Name, null, due),
            Next(scene.Now, due, zone),
            WaitingFor.Answer,
            Task: task with
            {
                Deadline = due,
            }
        );
    }

    private Decision.Await Remind(Scene scene, OpenedTask task) =>
        new(
            new(ReasonCode.Reminded),
            task.Deadline,
            WaitingFor.Answer,
            [
                new Effect.Notify(
                    scene.EffectId(Reminding + task.Lates),
                    Name,
                    scene.Course.Story,
                    To: null,
                    title.Text,
                    task.Id
                ),
            ]
        );

    // The reminder comes first when there is one and it is not past already.
    private Instant Next(Instant now, Instant due, DateTimeZone zone)
    {
        var reminder = Deadline.Remind?.Before(due, zone, Deadline.Calendar) ?? due;
        return reminder > now ? reminder : due;
    }
}

/// <summary>How long a person has.</summary>
/// <param name="Within">The time for an answer.</param>
/// <param name="Remind">How long before the deadline the owner is reminded; null: not at all.</param>
/// <param name="Calendar">The calendar of business durations.</param>
public sealed record Deadline(Delay Within, Delay? Remind, BusinessCalendar? Calendar);
