using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Machine;

namespace Journeys.Orchestrations.Conditions;

/// <summary>
/// A rule over what one decision can see. Immutable and read once, when its journey is; evaluating it does not look at the
/// JSON again. The kinds: <see cref="Comparison"/>, <see cref="All"/>, <see cref="Any"/>, <see cref="Not"/>,
/// <see cref="Did"/>.
/// </summary>
public abstract record Condition
{
    private protected Condition() { }

    /// <summary>The condition in words: <c>contact.country is one of DE, AT</c>.</summary>
    public abstract string Words { get; }

    /// <summary>The paths that it looks at, in the author's order, repeated where they are.</summary>
    public abstract IEnumerable<string> Paths { get; }

    /// <summary>The comparisons and counts that it is made of, in the author's order.</summary>
    public virtual IEnumerable<Condition> Leaves => [this];

    /// <summary>Where it is written: its path, or its event's type. Of no account when conditions are compared.</summary>
    public Place At { get; init; } = Place.Start;

    /// <summary>The types of events whose touchpoints it counts.</summary>
    public abstract IEnumerable<string> EventTypes { get; }

    /// <summary>Whether it holds.</summary>
    /// <param name="sight">What the decision sees; it notes what was looked at.</param>
    /// <param name="because">When the answer is <see cref="Truth.Unknown"/>, the first thing that was missing; else null.</param>
    public abstract Truth Holds(Sight sight, out Unresolved? because);

    /// <inheritdoc cref="Holds(Sight, out Unresolved?)"/>
    public Truth Holds(Sight sight) => Holds(sight, out _);

    /// <summary>Reads a condition; null when it is refused, with the reasons in the bag (codes J3xx).</summary>
    /// <param name="tree">The condition as written.</param>
    /// <param name="scope">What it may look at where it stands.</param>
    public static Condition? Read(JsonTree tree, ConditionScope scope, DiagnosticBag bag) =>
        new ConditionReader(scope, bag).Read(tree);

    /// <summary>The words as part of a longer sentence: in brackets when they are several clauses.</summary>
    internal virtual string Clause => Words;

    public sealed override string ToString() => Words;
}
