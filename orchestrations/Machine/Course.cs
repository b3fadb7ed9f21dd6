using System.Collections.Immutable;
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
    OpenedTask? Task
)
{
    /// <summary>
    /// The most events one run remembers; when another comes, the oldest is forgotten and the history says so. It keeps
    /// the state, and the cost of a step, independent of how long the instance has lived.
    /// </summary>
    public const int MemoryLimit = 100;
}

/// <summary>What a run knows: the event that started it, and the last result of each step it came through.</summary>
/// <param name="Entry">The event that started the run.</param>
/// <param name="Steps">By step name, what its newest visit came to.</param>
public sealed record Story(EventFact Entry, ImmutableDictionary<string, StepResult> Steps);

/// <summary>What the newest visit to a step came to.</summary>
/// <param name="Visit">The visit's number.</param>
/// <param name="EnteredAt">When it began.</param>
/// <param name="Outcome">What it came to, in the step's own words (<c>sent</c>, <c>qualified</c>); null while it lasts.</param>
/// <param name="By">Who decided it; null when nobody did.</param>
/// <param name="Answers">What that person filled in.</param>
public sealed record StepResult(int Visit, Instant EnteredAt, string? Outcome, string? By, Fields Answers);

/// <summary>A task that waits for an answer.</summary>
/// <param name="Id">The task's id: the id of the effect that opened it.</param>
/// <param name="Visit">The visit that opened it; a late path returns here.</param>
/// <param name="Team">The team it was opened for.</param>
/// <param name="Due">When it was first due, which is where the task list keeps it.</param>
/// <param name="Lates">How many deadlines have passed.</param>
/// <param name="Reminded">Whether its owner was reminded before the current deadline.</param>
public sealed record OpenedTask(string Id, Visit Visit, string Team, Instant Due, int Lates, bool Reminded);

/// <summary>One stay at a step.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="Number">The visit's number within the run, from 1.</param>
/// <param name="EnteredAt">When it began.</param>
/// <param name="Attempt">Which attempt at its work this is, from 1.</param>
public sealed record Visit(string Step, int Number, Instant EnteredAt, int Attempt);
