using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Machine;

/// <summary>
/// Something to be done in the world, as a value. The id is derived from instance, run, visit and attempt
/// (<see cref="EffectId"/>), so whoever performs an effect twice can notice. Texts are Handlebars templates, rendered
/// when the effect is performed from the contact as known then and the <see cref="Story"/> the effect carries.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "effect")]
[JsonDerivedType(typeof(SendEmail), "sendEmail")]
[JsonDerivedType(typeof(OpenTask), "openTask")]
[JsonDerivedType(typeof(CloseTask), "closeTask")]
[JsonDerivedType(typeof(Notify), "notify")]
[JsonDerivedType(typeof(CallWebhook), "callWebhook")]
[JsonDerivedType(typeof(PublishEvent), "publishEvent")]
[JsonDerivedType(typeof(UpdateContact), "updateContact")]
[JsonDerivedType(typeof(StartJourney), "startJourney")]
public abstract record Effect(string Id, string Step, Story Story)
{
    /// <summary>
    /// Whether the instance stays where it is until the effect's result comes back. The others are done again until they
    /// succeed, and only a permanent failure is told.
    /// </summary>
    [JsonIgnore]
    public virtual bool Awaited => true;

    /// <summary>
    /// Send the contact a mail. It is the one effect that cannot be done again without harm: no provider offers a key by
    /// which it would know it, so a mail whose fate is unknown is uncertain, and never simply sent again.
    /// </summary>
    /// <param name="Template">The mail's name: a file under the journey's <c>emails/</c>.</param>
    /// <param name="Class">The consent class it is sent under: <c>marketing</c>, <c>requested</c>, <c>service</c>.</param>
    /// <param name="Turn">The place in the line with which it comes back after it was put off; null: it comes anew.</param>
    public sealed record SendEmail(
        string Id,
        string Step,
        Story Story,
        string Template,
        string Class,
        DrawnTurn? Turn = null
    ) : Effect(Id, Step, Story);

    /// <summary>Put a task or a hand-over before a team; its id is the effect's.</summary>
    /// <param name="Kind">A task that asks for a decision, or a hand-over that moves ownership.</param>
    /// <param name="Title">What is to be done, as a template.</param>
    /// <param name="Team">The team whose member becomes the owner.</param>
    /// <param name="Due">When it is late.</param>
    /// <param name="Outcomes">The decisions it offers, in the author's order.</param>
    /// <param name="Asks">The contact's fields the owner is asked to fill in.</param>
    public sealed record OpenTask(
        string Id,
        string Step,
        Story Story,
        TaskKind Kind,
        string Title,
        string Team,
        Instant Due,
        ImmutableArray<string> Outcomes,
        ImmutableArray<string> Asks
    ) : Effect(Id, Step, Story)
    {
        [JsonIgnore]
        public override bool Awaited => false;

        public bool Equals(OpenTask? other) =>
            base.Equals(other)
            && (Kind, Title, Team, Due) == (other.Kind, other.Title, other.Team, other.Due)
            && Outcomes.AsSpan().SequenceEqual(other.Outcomes.AsSpan())
            && Asks.AsSpan().SequenceEqual(other.Asks.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Id, Due);
    }

    /// <summary>Take a task off the list: it was answered, or the journey went on without it.</summary>
    /// <param name="Task">The task's id.</param>
    /// <param name="Outcome">The decision, or <c>withdrawn</c>.</param>
    /// <param name="By">Who decided; null when it was withdrawn.</param>
    /// <param name="Team">The team it was opened for.</param>
    /// <param name="Due">When it was due: with the team, where it stands in the list.</param>
    public sealed record CloseTask(
        string Id,
        string Step,
        Story Story,
        string Task,
        string Team,
        Instant Due,
        string Outcome,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? By
    ) : Effect(Id, Step, Story)
    {
        [JsonIgnore]
        public override bool Awaited => false;
    }

    /// <summary>Tell a team, or the owner of a task, something.</summary>
    /// <param name="To">A team; null: only the owner of the task, who is reminded of it.</param>
    /// <param name="Message">What is said, as a template.</param>
    /// <param name="Task">The task it is about; its owner is told as well. Null: no task.</param>
    public sealed record Notify(
        string Id,
        string Step,
        Story Story,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? To,
        string Message,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Task
    ) : Effect(Id, Step, Story)
    {
        [JsonIgnore]
        public override bool Awaited => false;
    }

    /// <summary>POST (or another method) to another system; the effect's id travels as <c>Idempotency-Key</c>.</summary>
    /// <param name="Url">An absolute https address, as a template.</param>
    /// <param name="Body">Named values, texts among them templates; empty for a body that tells contact, event and steps.</param>
    public sealed record CallWebhook(string Id, string Step, Story Story, string Method, string Url, Fields Body)
        : Effect(Id, Step, Story);

    /// <summary>Publish an event of this contact; other journeys hear it too. The effect's id is the event's id.</summary>
    public sealed record PublishEvent(string Id, string Step, Story Story, string Type, Fields Data)
        : Effect(Id, Step, Story)
    {
        [JsonIgnore]
        public override bool Awaited => false;
    }

    /// <summary>Change fields of the contact's profile.</summary>
    public sealed record UpdateContact(string Id, string Step, Story Story, ImmutableArray<FieldChange> Changes)
        : Effect(Id, Step, Story)
    {
        public bool Equals(UpdateContact? other) =>
            base.Equals(other) && Changes.AsSpan().SequenceEqual(other.Changes.AsSpan());

        public override int GetHashCode() => HashCode.Combine(Id, Changes.Length);
    }

    /// <summary>Start another journey for the same contact.</summary>
    public sealed record StartJourney(string Id, string Step, Story Story, string Journey, Fields Data)
        : Effect(Id, Step, Story)
    {
        [JsonIgnore]
        public override bool Awaited => false;
    }
}

/// <summary>What kind of decision a task is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskKind>))]
public enum TaskKind
{
    /// <summary>A person decides one of several outcomes.</summary>
    [JsonStringEnumMemberName("task")]
    Task,

    /// <summary>A person accepts or declines the ownership of the contact.</summary>
    [JsonStringEnumMemberName("handoff")]
    Handoff,
}

/// <summary>One change of one field.</summary>
/// <param name="Field">The contact's field, without <c>contact.</c>.</param>
/// <param name="Change">How it changes.</param>
/// <param name="Value">The new value, or what is added; null for <see cref="ChangeKind.Clear"/>. Texts are templates.</param>
public sealed record FieldChange(
    string Field,
    ChangeKind Change,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] FieldValue? Value
);

/// <summary>How a field changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>The value replaces what was there.</summary>
    [JsonStringEnumMemberName("set")]
    Set,

    /// <summary>The number is added to what was there; an absent field counts as 0.</summary>
    [JsonStringEnumMemberName("add")]
    Add,

    /// <summary>The field is removed.</summary>
    [JsonStringEnumMemberName("clear")]
    Clear,
}
