using System.Collections.Frozen;
using System.Collections.Immutable;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>
/// How invented contacts and sales people behave: who they are, what they do with a mail, how they answer a task. Read
/// from <c>behaviour.json</c>; a journey's own file is laid over the workspace's.
/// </summary>
/// <param name="From">The day on which the first contacts come; null: not said.</param>
/// <param name="Arrivals">How contacts come; null: not said.</param>
/// <param name="Segments">The kinds of contacts; empty: not said.</param>
/// <param name="Teams">What is known of teams besides their answers.</param>
/// <param name="Layers">What they do, the most special first.</param>
public sealed record BehaviourModel(
    LocalDate? From,
    Arrivals? Arrivals,
    ImmutableArray<Segment> Segments,
    FrozenDictionary<string, TeamRule> Teams,
    ImmutableArray<Layer> Layers
)
{
    /// <summary>Nothing is said.</summary>
    public static readonly BehaviourModel Empty = new(null, null, [], FrozenDictionary<string, TeamRule>.Empty, []);

    /// <summary>This model with a more special one laid over it.</summary>
    public BehaviourModel With(BehaviourModel special) =>
        new(
            special.From ?? From,
            special.Arrivals ?? Arrivals,
            special.Segments.IsEmpty ? Segments : special.Segments,
            Teams.Concat(special.Teams).GroupBy(team => team.Key).ToFrozenDictionary(team => team.Key, Over),
            special.Layers.AddRange(Layers)
        );

    private static TeamRule Over(IGrouping<string, KeyValuePair<string, TeamRule>> rules) =>
        rules
            .Select(rule => rule.Value)
            .Aggregate(
                static (below, above) => new(above.Calendar ?? below.Calendar, above.TasksPerDay ?? below.TasksPerDay)
            );
}

/// <summary>How contacts come over time.</summary>
/// <param name="Over">For how long; they come evenly.</param>
/// <param name="During">The calendar in whose open hours they come; null: at any hour.</param>
public sealed record Arrivals(Duration Over, string? During);

/// <summary>What is known of a team besides its answers.</summary>
/// <param name="Calendar">The calendar of its working hours; null: not said.</param>
/// <param name="TasksPerDay">How many tasks one member can do on a working day; null: not said.</param>
public sealed record TeamRule(string? Calendar, decimal? TasksPerDay);

/// <summary>One kind of contact.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Share">How many of all contacts, 0 to 1.</param>
/// <param name="Contact">The fields of the contact.</param>
/// <param name="Account">The fields of its account.</param>
/// <param name="Event">The data of the event that brings it in.</param>
/// <param name="Does">What it does otherwise than the others.</param>
public sealed record Segment(
    string Name,
    double Share,
    ImmutableArray<FieldRule> Contact,
    ImmutableArray<FieldRule> Account,
    ImmutableArray<FieldRule> Event,
    Layer Does
);

/// <summary>What is said of mails, events and answers in one place.</summary>
/// <param name="Mails">What contacts do with a mail, by the mail's name and the event's type; <c>*</c> is every other mail.</param>
/// <param name="Events">What happens without a mail, by the event's type.</param>
/// <param name="Teams">How a team answers its tasks.</param>
/// <param name="Steps">How the tasks of a step are answered.</param>
public sealed record Layer(
    FrozenDictionary<string, FrozenDictionary<string, Reaction>> Mails,
    FrozenDictionary<string, Reaction> Events,
    FrozenDictionary<string, AnswerRule> Teams,
    FrozenDictionary<string, AnswerRule> Steps
)
{
    /// <summary>The name that stands for every mail that is not named.</summary>
    public const string AnyMail = "*";

    public static readonly Layer Empty = new(
        FrozenDictionary<string, FrozenDictionary<string, Reaction>>.Empty,
        FrozenDictionary<string, Reaction>.Empty,
        FrozenDictionary<string, AnswerRule>.Empty,
        FrozenDictionary<string, AnswerRule>.Empty
    );

    /// <summary>What it says of an event about a mail; null: nothing.</summary>
    public Reaction? Of(string mail, string type) =>
        Mails.GetValueOrDefault(mail)?.GetValueOrDefault(type)
        ?? Mails.GetValueOrDefault(AnyMail)?.GetValueOrDefault(type);
}

/// <summary>Something that may happen.</summary>
/// <param name="Chance">How likely, 0 to 1.</param>
/// <param name="After">How long after the mail, or after <paramref name="From"/>.</param>
/// <param name="From">The step from whose beginning on; null: from the mail, or from entering the journey.</param>
public sealed record Reaction(double Chance, Spread After, string? From);

/// <summary>How a task is answered. What the chances leave over is never answered.</summary>
/// <param name="Answers">The outcomes; those not listed are never chosen.</param>
/// <param name="Fills">What is filled in, by field.</param>
public sealed record AnswerRule(ImmutableArray<ChosenOutcome> Answers, ImmutableArray<FieldRule> Fills);

/// <summary>One outcome of a task.</summary>
/// <param name="After">How long it takes, in working hours of the team.</param>
public sealed record ChosenOutcome(string Outcome, double Chance, Spread After);

/// <summary>How a field comes to its value.</summary>
public sealed record FieldRule(string Field, FieldSource Source);

/// <summary>Where a value comes from.</summary>
public abstract record FieldSource
{
    private FieldSource() { }

    /// <summary>It is always the same.</summary>
    public sealed record Fixed(FieldValue Value) : FieldSource;

    /// <summary>It is one of several, each alike.</summary>
    public sealed record OneOf(ImmutableArray<FieldValue> Values) : FieldSource;

    /// <summary>It is a date around the moment at which the contact comes.</summary>
    /// <param name="Past">Before it, or after it.</param>
    public sealed record Date(Spread Distance, bool Past) : FieldSource;
}
