using System.Text.Json;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Definitions;
using Journeys.Orchestrations.Times;
using Journeys.Orchestrations.Values;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>
/// One contact's way through one journey, told over a virtual clock: what happens, how time passes, and then exactly what
/// follows. Times are local times of the journey; it begins on Monday, 2 March 2026, at 10:00. Effects succeed at once
/// unless <see cref="ByHand"/> was said. Every answer of the machine is held against the <see cref="Laws"/>.
/// </summary>
internal sealed class Journey
{
    private static readonly LocalDateTimePattern Clock = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    private readonly List<Effect> effects = [];
    private readonly List<Passage> path = [];
    private readonly HashSet<string> ids = [];
    private readonly Described described;
    private Contact contact = Contact.Unknown("anna@example.com");
    private JourneyInput? last;
    private string? awaited;
    private Outcome? outcome;
    private bool byHand;
    private int events;

    private Journey(JourneyDefinition definition)
    {
        Definition = definition;
        described = new(definition.TimeZone);
        Now = Local("2026-03-02 10:00");
        Knowing("""{ "name": "Anna", "consent": { "marketing": true } }""");
    }

    public JourneyDefinition Definition { get; private set; }

    /// <summary>The instance's id; effects are named without it here.</summary>
    public string Instance { get; private set; } = "test~contact";

    public JourneyState State { get; private set; } = new JourneyState.Unentered("test~contact");

    public Instant Now { get; private set; }

    public Fields Account { get; private set; } = Fields.Empty;

    /// <summary>The id of the newest effect that is waited for; null when there was none.</summary>
    public string? LastEffect => awaited;

    /// <summary>The run so far.</summary>
    public Course Course => Laws.CourseOf(State)!;

    /// <summary>A journey of these steps (the inside of <c>steps</c>) under these rules.</summary>
    public static Journey Of(string steps, string rules = Written.Rules) =>
        new(Written.Read(Written.Journey(steps, rules)));

    /// <summary>A journey of the workspace.</summary>
    public static Journey Shipped(string name) => new(Workspace.Definition(name));

    /// <summary>Another contact's instance; before anything happens.</summary>
    public Journey As(string instance)
    {
        Instance = instance;
        State = new JourneyState.Unentered(instance);
        return this;
    }

    // What is known.

    /// <summary>Lays these fields over the contact's profile; null clears one.</summary>
    public Journey Knowing(string profile)
    {
        using var document = JsonDocument.Parse(profile);
        var cleared = document
            .RootElement.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.Null);
        var known = contact.Profile.With(Read(profile));
        contact = contact with
        {
            Profile = cleared.Aggregate(known, (fields, field) => fields.With(field.Name, value: null)),
        };
        return this;
    }

    public Journey KnowingAccount(string profile)
    {
        Account = Read(profile);
        return this;
    }

    // How time passes.

    /// <summary>Lets the clock run to a local time; timers that come due on the way fire in their order.</summary>
    public Journey At(string local) => RunTo(Local(local));

    /// <inheritdoc cref="At"/>
    public Journey After(string delay)
    {
        Assert.True(Delay.TryParse(delay, out var parsed, out var problem), problem);
        return RunTo(parsed.After(Now, Definition.TimeZone, Definition.Sending.Calendar));
    }

    /// <summary>Puts the clock forward while every timer sleeps, as when the host is down.</summary>
    public Journey Oversleeping(string local)
    {
        Now = Local(local);
        return this;
    }

    // What happens.

    public Journey Enter(string type = "lead.created", string data = "{}") => Event(type, data);

    /// <summary>Another journey starts this one.</summary>
    public Journey Begin(string data = "{}") =>
        Tell(new JourneyInput.Entered(new($"e{++events}", "journey.start", Now, About: null, Read(data))));

    /// <summary>An event arrives.</summary>
    /// <param name="about">The effect it is about, without the instance: <c>1.1.1.1</c>.</param>
    /// <param name="at">When it happened; null: now.</param>
    /// <param name="id">Its id; null: a new one.</param>
    public Journey Event(string type, string data = "{}", string? about = null, string? at = null, string? id = null)
    {
        var time = at is null ? Now : Local(at);
        id ??= $"e{++events}";
        about = about is null ? null : $"{Instance}~{about}";
        contact = HubRules.Apply(contact, new(id, type, time, "/test", about, Read(data), Fields.Empty));
        return Tell(new JourneyInput.EventArrived(new(id, type, time, about, Read(data))));
    }

    /// <summary>A person answers the open task.</summary>
    public Journey Answer(string outcome, string answers = "{}", string by = "mia", string? task = null) =>
        Tell(
            new JourneyInput.TaskAnswered(
                task is null ? Course.Task?.Id ?? "none" : $"{Instance}~{task}",
                outcome,
                by,
                Read(answers)
            )
        );

    public Journey Succeeds(string result = "{}", string? effect = null) =>
        Tell(new JourneyInput.EffectSucceeded(Named(effect), Read(result)));

    public Journey Fails(string why = "no such address", string? effect = null) =>
        Tell(new JourneyInput.EffectFailed(Named(effect), Failure.Permanent, why));

    public Journey FindsNoConsent(string why) =>
        Tell(new JourneyInput.EffectFailed(Named(null), Failure.NoConsent, why));

    public Journey FailsForNow(string why = "timed out", Duration? retryAfter = null) =>
        Tell(new JourneyInput.EffectFailed(Named(null), Failure.Passing, why, retryAfter));

    public Journey Uncertain(string why = "the connection broke") =>
        Tell(new JourneyInput.EffectUncertain(Named(null), why));

    /// <summary>The effect may not be performed before a local time.</summary>
    public Journey PutOff(string until, Deferral waitsFor = Deferral.Turn, string why = "others come first") =>
        Tell(new JourneyInput.EffectDeferred(Named(null), Local(until), waitsFor, why));

    public Journey Pause() => Decide(OperatorAction.Pause);

    public Journey Resume() => Decide(OperatorAction.Resume);

    public Journey Cancel() => Decide(OperatorAction.Cancel);

    public Journey Retry() => Decide(OperatorAction.Retry);

    public Journey Skip() => Decide(OperatorAction.Skip);

    /// <summary>Another version takes the place of the one that the run began with, and the run is not told.</summary>
    public Journey Under(string steps, string rules = Written.Rules)
    {
        Definition = Written.Read(Written.Journey(steps, rules));
        return this;
    }

    /// <summary>The instance is moved to another version.</summary>
    /// <param name="steps">The steps of that version.</param>
    /// <param name="moves">Which step follows which: <c>old=new</c>.</param>
    public Journey MovedTo(string steps, params string[] moves)
    {
        Under(steps);
        var mapped = moves.Select(move => move.Split('=')).Select(pair => new StepMove(pair[0], pair[1]));
        return Tell(new JourneyInput.VersionChanged("v2", [.. mapped], "olga"));
    }

    /// <summary>The last input is told once more.</summary>
    public Journey Again() => Tell(last!);

    /// <summary>From here on nothing succeeds by itself.</summary>
    public Journey ByHand()
    {
        byHand = true;
        return this;
    }

    public Journey Tell(JourneyInput input)
    {
        last = input;
        var facts = new Facts(Now, contact.Profile, Account, contact.Touchpoints);
        outcome = JourneyMachine.Apply(Definition, State, input, facts);
        Laws.Check(Definition, State, input, facts, outcome);
        if (outcome is Outcome.Moved moved)
        {
            State = moved.Next;
            path.AddRange(moved.Path);
            effects.AddRange(moved.Effects);
            awaited = moved.Effects.LastOrDefault(effect => effect.Awaited)?.Id ?? awaited;
            Assert.All(moved.Effects, effect => Assert.True(ids.Add(effect.Id), $"twice: {effect.Id}"));
            Perform(moved.Effects);
        }

        return this;
    }

    // What follows.

    /// <summary>The state now, and all effects since the last such check, in order.</summary>
    public Journey ThenExactly(string state, params string[] expected)
    {
        AssertSame(expected.Prepend(state), effects.Select(described.Effect).Prepend(described.State(State)));
        effects.Clear();
        path.Clear();
        return this;
    }

    /// <summary>All decisions since the last check of effects, in order, as <c>step: reason > next step</c>.</summary>
    public Journey Because(params string[] reasons)
    {
        AssertSame(reasons, path.Select(Described.Passage));
        return this;
    }

    /// <summary>The last input changed nothing, for this reason.</summary>
    public Journey ThenIgnored(ReasonCode code)
    {
        Assert.Equal(code, Assert.IsType<Outcome.Ignored>(outcome).Because.Code);
        return this;
    }

    // Whole lines, and all of them: a story that went wrong is read from its beginning.
    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (wanted, got) = (string.Join("\n  ", expected), string.Join("\n  ", actual));
        Assert.True(wanted == got, $"expected\n  {wanted}\nbut it is\n  {got}");
    }

    private Journey RunTo(Instant end)
    {
        while (State.DueAt is { } due && due <= end)
        {
            Now = Instant.Max(Now, due);
            Tell(new JourneyInput.TimerElapsed(Laws.VisitOf(State)!.Number, due));
        }

        Now = Instant.Max(Now, end);
        return this;
    }

    private Journey Decide(OperatorAction action) =>
        Tell(new JourneyInput.OperatorDecided(action, "olga", Laws.VisitOf(State)?.Number));

    private void Perform(IEnumerable<Effect> ordered)
    {
        foreach (var effect in ordered.Where(effect => effect.Awaited && !byHand))
        {
            if (effect is Effect.UpdateContact update)
            {
                contact = contact with { Profile = update.Changes.Aggregate(contact.Profile, Changed) };
            }

            Tell(new JourneyInput.EffectSucceeded(effect.Id, Fields.Empty));
        }
    }

    private static Fields Changed(Fields profile, FieldChange change) =>
        profile.With(
            change.Field,
            (change.Change, change.Value, profile[change.Field]) switch
            {
                (ChangeKind.Add, FieldValue.Number(var more), FieldValue.Number(var was)) => FieldValue.Of(was + more),
                var (_, value, _) => value,
            }
        );

    private string Named(string? effect) => effect is not null ? $"{Instance}~{effect}" : awaited ?? "none";

    private Instant Local(string text) => Clock.Parse(text).Value.InZoneLeniently(Definition.TimeZone).ToInstant();

    private static Fields Read(string json) => JsonSerializer.Deserialize<Fields>(json)!;
}
