using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Scenarios;

/// <summary>Something that happens in a scenario.</summary>
/// <param name="At">When.</param>
/// <param name="Place">Where it stands in the file.</param>
public abstract record Happening(Instant At, Place Place)
{
    /// <summary>An event of the contact comes.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Of">The step whose newest mail it is about; null: about none.</param>
    /// <param name="Data">What it carries.</param>
    /// <param name="Contact">What it tells of the contact.</param>
    /// <param name="Account">What it tells of the contact's account.</param>
    public sealed record Event(
        Instant At,
        Place Place,
        string Type,
        string? Of,
        Fields Data,
        Fields Contact,
        Fields Account
    ) : Happening(At, Place);

    /// <summary>A person answers the newest task of a step.</summary>
    /// <param name="By">Who; null: the first of the team.</param>
    public sealed record Answer(Instant At, Place Place, string Step, string Outcome, string? By, Fields Answers)
        : Happening(At, Place);

    /// <summary>An operator steers the run.</summary>
    public sealed record Operator(Instant At, Place Place, OperatorAction Action, string By) : Happening(At, Place);

    /// <summary>From now on, what a step does fails.</summary>
    /// <param name="How">In which way.</param>
    /// <param name="Why">The provider's words.</param>
    /// <param name="Times">How many attempts fail, from 1.</param>
    public sealed record Failing(Instant At, Place Place, string Step, FailingWay How, string Why, int Times)
        : Happening(At, Place);
}

/// <summary>How something fails.</summary>
public enum FailingWay
{
    /// <summary>It will never work.</summary>
    Permanent,

    /// <summary>It may work later.</summary>
    Passing,

    /// <summary>Nobody knows whether it worked.</summary>
    Uncertain,
}
