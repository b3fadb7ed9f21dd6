using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// What one contact is doing in one journey. A closed hierarchy; each state has only its own data. Persisted as strict
/// JSON under the literal names below, which never change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "state")]
[JsonDerivedType(typeof(Unentered), "unentered")]
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Performing), "performing")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Finished), "finished")]
public abstract record JourneyState
{
    private JourneyState() { }

    /// <summary>When the instance must be looked at next; null when it is held, paused, finished or not begun.</summary>
    [JsonIgnore]
    public virtual Instant? DueAt => null;

    /// <summary>The contact has never been in this journey: the state of an instance that has no row.</summary>
    /// <param name="Instance">The id it will have.</param>
    public sealed record Unentered(string Instance) : JourneyState;

    /// <summary>Nothing to do until the due instant, or until something it listens for arrives.</summary>
    /// <param name="Due">When the waiting ends by itself.</param>
    /// <param name="For">What the visit waits for.</param>
    public sealed record Waiting(Course Course, Visit Visit, Instant Due, WaitingFor For) : JourneyState
    {
        [JsonIgnore]
        public override Instant? DueAt => Due;
    }

    /// <summary>An effect is under way whose result decides what follows.</summary>
    /// <param name="Effect">The effect's id.</param>
    /// <param name="Due">When the result is overdue, and the run is held instead of forgotten.</param>
    public sealed record Performing(Course Course, Visit Visit, string Effect, Instant Due) : JourneyState
    {
        [JsonIgnore]
        public override Instant? DueAt => Due;
    }

    /// <summary>An operator froze it. What arrives meanwhile is kept and told to the inner state on resuming.</summary>
    /// <param name="Inner">The state that was frozen.</param>
    /// <param name="Since">When.</param>
    /// <param name="Kept">What arrived since, in order; at most <see cref="Course.MemoryLimit"/> (the oldest are forgotten).</param>
    public sealed record Paused(JourneyState Inner, Instant Since, ImmutableArray<JourneyInput> Kept) : JourneyState
    {
        public bool Equals(Paused? other) =>
            other is not null
            && (Inner, Since) == (other.Inner, other.Since)
            && Kept.AsSpan().SequenceEqual(other.Kept.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Inner, Since);
    }

    /// <summary>It cannot go on by itself, and says why; an operator retries, skips or cancels.</summary>
    public sealed record Held(Course Course, Visit Visit, Reason Because, Instant Since) : JourneyState;

    /// <summary>The run is over.</summary>
    /// <param name="Outcome">How it ended: an <c>end</c> step's word, <c>goal</c>, <c>left</c> or <c>cancelled</c>.</param>
    /// <param name="At">When.</param>
    public sealed record Finished(Course Course, string Outcome, Instant At) : JourneyState;
}

/// <summary>What a waiting visit waits for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WaitingFor>))]
public enum WaitingFor
{
    /// <summary>The step is a wait.</summary>
    [JsonStringEnumMemberName("step")]
    Step,

    /// <summary>A person's answer to the open task.</summary>
    [JsonStringEnumMemberName("answer")]
    Answer,

    /// <summary>The end of the quiet hours.</summary>
    [JsonStringEnumMemberName("quietHours")]
    QuietHours,

    /// <summary>Another try of an effect that failed for now.</summary>
    [JsonStringEnumMemberName("retry")]
    Retry,

    /// <summary>Word from the provider on a mail whose fate is unknown.</summary>
    [JsonStringEnumMemberName("confirmation")]
    Confirmation,

    /// <summary>The time when an effect that was put off may be performed: others come first, or sending is paused.</summary>
    [JsonStringEnumMemberName("turn")]
    Turn,
}
