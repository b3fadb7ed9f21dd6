using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What a step decides. A step never builds a state: it says what should happen next, and the machine, which alone knows
/// the rules that hold for all steps, makes it so.
/// </summary>
public abstract record Decision(Reason Because)
{
    /// <summary>The step is done; go on at another.</summary>
    /// <param name="To">The next step; null goes back to the task whose late path this is.</param>
    /// <param name="Outcome">What the step came to.</param>
    /// <param name="By">Who decided; null when nobody did.</param>
    /// <param name="Answers">What that person filled in.</param>
    /// <param name="Effects">What is to be done besides.</param>
    public sealed record Proceed(
        Reason Because,
        string? To,
        string Outcome,
        string? By = null,
        Fields? Answers = null,
        ImmutableArray<Effect> Effects = default
    ) : Decision(Because);

    /// <summary>Do something, and stay until its result is known.</summary>
    public sealed record Perform(Reason Because, Effect Effect) : Decision(Because);

    /// <summary>Stay until an instant, or until something comes.</summary>
    /// <param name="Effects">What is to be done besides.</param>
    /// <param name="Task">The task that is open from now on; null leaves it as it is.</param>
    public sealed record Await(
        Reason Because,
        Instant Due,
        WaitingFor For,
        ImmutableArray<Effect> Effects = default,
        OpenedTask? Task = null
    ) : Decision(Because);

    /// <summary>The task is late: go along its late path while it stays open.</summary>
    public sealed record GoLate(Reason Because, string To, OpenedTask Task) : Decision(Because);

    /// <summary>Do the step's work once more, now.</summary>
    public sealed record TryAgain(Reason Because) : Decision(Because);

    /// <summary>Do the step's work once more when its time has come.</summary>
    public sealed record PutOff(Reason Because, Instant Until, Deferral For) : Decision(Because);

    /// <summary>The run is over.</summary>
    public sealed record Finish(Reason Because, string Outcome) : Decision(Because);

    /// <summary>Stop visibly; an operator decides.</summary>
    public sealed record Hold(Reason Because) : Decision(Because);

    /// <summary>Nothing follows.</summary>
    public sealed record Ignore(Reason Because) : Decision(Because);
}
