using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>What a run has come through so far. Every state but <see cref="JourneyState.Unentered"/> has one.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Run">Which run of the instance this is, from 1: a contact that enters again begins the next one.</param>
/// <param name="EnteredAt">When the run began.</param>
/// <param name="Visits">How many step visits the run has made; the newest visit bears this number.</param>
/// <param name="Story">What started the run and what each step came to.</param>
/// <param name="Memory">Events that the definition listens for, oldest first, at most <see cref="MemoryLimit"/>.</param>
/// <param name="Since">From when an event counts for a wait that names no step: when the last lasting step was entered.</param>
/// <param name="Task">The task that is open, or null.</param>
public sealed record Course(
    string Instance,
    int Run,
    Instant EnteredAt,
    int Visits,
    Story Story,
    ImmutableArray<EventFact> Memory,
    Instant Since,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] OpenedTask? Task
)
{
    /// <summary>
    /// The most events one run remembers; when another comes, the oldest is forgotten and the history says so. It keeps
    /// the state, and the cost of a step, independent of how long the instance has lived.
    /// </summary>
    public const int MemoryLimit = 100;

    public bool Equals(Course? other) =>
        other is not null
        && (Instance, Run, EnteredAt, Visits, Since)
            == (other.Instance, other.Run, other.EnteredAt, other.Visits, other.Since)
        && (Story, Task) == (other.Story, other.Task)
        && Memory.AsSpan().SequenceEqual(other.Memory.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Instance, Run, Visits, Memory.Length);
}

/// <summary>What a run knows: the event that started it, and the last result of each step it came through.</summary>
/// <param name="Entry">The event that started the run.</param>
/// <param name="Steps">What the newest visit to each step came to, in the order the steps were first entered.</param>
public sealed record Story(EventFact Entry, ImmutableArray<StepResult> Steps)
{
    /// <summary>What the newest visit to a step came to; null when the run was never there.</summary>
    public StepResult? Of(string step)
    {
        var at = IndexOf(step);
        return at < 0 ? null : Steps[at];
    }

    /// <summary>The story with a step's newest result.</summary>
    public Story With(StepResult result)
    {
        var at = IndexOf(result.Step);
        return this with { Steps = at < 0 ? Steps.Add(result) : Steps.SetItem(at, result) };
    }

    public bool Equals(Story? other) =>
        other is not null && Entry == other.Entry && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Entry, Steps.Length);

    // A journey has tens of steps at most, and their names are shared objects: a walk beats a dictionary's copies.
    private int IndexOf(string step)
    {
        for (var i = 0; i < Steps.Length; i++)
        {
            if (Steps[i].Step == step)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>What the newest visit to a step came to.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Visit">The visit's number.</param>
/// <param name="EnteredAt">When it began.</param>
/// <param name="Outcome">What it came to, in the step's own words (<c>sent</c>, <c>qualified</c>); null while it lasts.</param>
/// <param name="By">Who decided it; null when nobody did.</param>
/// <param name="Answers">What that person filled in.</param>
public sealed record StepResult(
    string Step,
    int Visit,
    Instant EnteredAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Outcome,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? By,
    Fields Answers
);

/// <summary>A task that waits for an answer.</summary>
/// <param name="Id">The task's id: the id of the effect that opened it.</param>
/// <param name="Visit">The visit that opened it; a late path returns here.</param>
/// <param name="Team">The team it was opened for.</param>
/// <param name="Due">When it was first due, which is where the task list keeps it.</param>
/// <param name="Deadline">When it is late next.</param>
/// <param name="Lates">How many deadlines have passed.</param>
public sealed record OpenedTask(string Id, Visit Visit, string Team, Instant Due, Instant Deadline, int Lates);

/// <summary>One stay at a step.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The visit's number within the run, from 1.</param>
/// <param name="EnteredAt">When it began.</param>
/// <param name="Attempt">Which attempt at its work this is, from 1.</param>
/// <param name="PutOffs">How many of the attempts before this one were put off, which is no failure.</param>
/// <param name="Turn">The place in the line with which this attempt comes back; null when it waited for none.</param>
public sealed record Visit(
    string Step,
    int Number,
    Instant EnteredAt,
    int Attempt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int PutOffs = 0,
    DrawnTurn? Turn = null
)
{
    /// <summary>How many attempts failed or are under way: those that were put off do not count.</summary>
    [JsonIgnore]
    public int Tries => Attempt - PutOffs;

    /// <summary>The visit when its work is begun anew; a place in the line is used up by then.</summary>
    public Visit Again() => this with { Attempt = Attempt + 1, Turn = null };

    /// <summary>The visit when its work is put off.</summary>
    public Visit PutOff(Deferral waitsFor, Instant until) =>
        this with
        {
            Attempt = Attempt + 1,
            PutOffs = PutOffs + 1,
            Turn = new(waitsFor, until, PutOffs + 1),
        };
}
