using System.Diagnostics;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Simulation;

/// <summary>
/// One contact's way through one journey on a virtual clock: the machine and the hub's rules that run it in earnest, before
/// an audience that reacts to mails and tasks. What an effect does outside succeeds at once, unless the audience says
/// otherwise. Deterministic: the same contact, events and audience give the same way, to the instant.
/// </summary>
/// <remarks>
/// What happens at the same instant happens in the order in which it was scheduled, before a timer that elapses then: an
/// answer in the last second counts.
/// </remarks>
public sealed class Rehearsal
{
    private const string ContactRoot = "contact.";

    private readonly JourneyDefinition definition;
    private readonly Audience audience;
    private readonly PriorityQueue<Cue, (Instant At, int Order)> cues = new();
    private int order;
    private string? handoff;

    /// <summary>Nothing has happened yet.</summary>
    /// <param name="definition">The journey.</param>
    /// <param name="contact">The contact as it is known before anything happens.</param>
    /// <param name="account">What is known of its account.</param>
    /// <param name="audience">Who reacts, and who watches.</param>
    public Rehearsal(JourneyDefinition definition, Contact contact, Fields account, Audience audience)
    {
        (this.definition, this.audience) = (definition, audience);
        (Contact, Account) = (contact, account);
        State = new JourneyState.Unentered($"{definition.Name}~{contact.Key}");
    }

    /// <summary>The contact as it is known now.</summary>
    public Contact Contact { get; private set; }

    /// <summary>What is known of its account.</summary>
    public Fields Account { get; private set; }

    /// <summary>What the contact is doing in the journey.</summary>
    public JourneyState State { get; private set; }

    /// <summary>The virtual clock: the instant of the newest thing that happened.</summary>
    public Instant Now { get; private set; } = Instant.MinValue;

    /// <summary>The contact does something, or a system tells something of it.</summary>
    /// <param name="at">When it arrives; its own time is <see cref="Touchpoint.Time"/>.</param>
    /// <param name="touchpoint">What happens.</param>
    public void Schedule(Instant at, Touchpoint touchpoint) => Add(at, new Cue.Touched(touchpoint));

    /// <summary>The instance is told something: an answer to a task, an operator's decision.</summary>
    public void Schedule(Instant at, JourneyInput input) => Add(at, new Cue.Told(input));

    /// <summary>What was learnt about the contact's account is laid over what is known.</summary>
    public void Schedule(Instant at, Fields account) => Add(at, new Cue.AccountTold(account));

    /// <summary>
    /// Something that is known only when its time has come, such as an answer to whichever task is open then: it calls
    /// <see cref="Happen(Touchpoint)"/> and its like.
    /// </summary>
    public void Schedule(Instant at, Action<Rehearsal> happening) => Add(at, new Cue.Called(happening));

    /// <summary>Happens now.</summary>
    public void Happen(Touchpoint touchpoint)
    {
        Learn(touchpoint);
        if (definition.Concerns(touchpoint.Type))
        {
            var happened = new EventFact(
                touchpoint.Id,
                touchpoint.Type,
                touchpoint.Time,
                touchpoint.About,
                touchpoint.Data
            );
            Tell(new JourneyInput.EventArrived(happened));
        }
    }

    /// <summary>The instance is told it now. What people found out about the contact is known before their answer is judged.</summary>
    public void Happen(JourneyInput input)
    {
        if (input is JourneyInput.TaskAnswered answer && CourseOf(State)?.Task?.Id == answer.Task)
        {
            var source = OwnTouchpoints.Source(definition.Name);
            var told = Fields.Of(
                from field in answer.Answers
                where field.Key.StartsWith(ContactRoot, StringComparison.Ordinal)
                select KeyValuePair.Create(field.Key[ContactRoot.Length..], field.Value)
            );
            var touchpoint = new Touchpoint(
                answer.Task,
                OwnTouchpoints.TaskAnswered,
                Now,
                source,
                null,
                Fields.Empty,
                told
            );
            Learn(touchpoint);
        }

        Tell(input);
    }

    /// <summary>It is learnt now of the contact's account.</summary>
    public void Happen(Fields account) => Account = Account.With(account);

    /// <summary>Lets everything happen that is scheduled or due until an instant, inclusive.</summary>
    public void RunUntil(Instant end)
    {
        while (Next() is { } next && next <= end)
        {
            if (cues.TryPeek(out var cue, out var due) && due.At <= next)
            {
                cues.Dequeue();
                Now = Instant.Max(Now, due.At);
                Play(cue);
            }
            else
            {
                Now = next;
                Elapse();
            }
        }
    }

    private Instant? Next() =>
        (cues.TryPeek(out _, out var cue), State.DueAt) switch
        {
            (false, var due) => due,
            (true, null) => cue.At,
            (true, { } due) => Instant.Min(cue.At, due),
        };

    private void Add(Instant at, Cue cue) => cues.Enqueue(cue, (at, order++));

    private void Play(Cue cue)
    {
        switch (cue)
        {
            case Cue.Touched touched:
                Happen(touched.Touchpoint);
                break;
            case Cue.Told told:
                Happen(told.Input);
                break;
            case Cue.Called called:
                called.Happening(this);
                break;
            case Cue.AccountTold told:
                Happen(told.Fields);
                break;
            default:
                throw new UnreachableException($"{cue.GetType().Name} is no cue");
        }
    }

    private static Course? CourseOf(JourneyState state) =>
        state switch
        {
            JourneyState.Waiting waiting => waiting.Course,
            JourneyState.Performing performing => performing.Course,
            JourneyState.Held held => held.Course,
            JourneyState.Paused paused => CourseOf(paused.Inner),
            _ => null,
        };

    private void Elapse()
    {
        var (visit, due) = State switch
        {
            JourneyState.Waiting waiting => (waiting.Visit.Number, waiting.Due),
            JourneyState.Performing performing => (performing.Visit.Number, performing.Due),
            _ => throw new UnreachableException($"{State.GetType().Name} is never due"),
        };
        Tell(new JourneyInput.TimerElapsed(visit, due));
    }

    private void Tell(JourneyInput input)
    {
        var facts = new Facts(Now, Contact.Profile, Account, Contact.Touchpoints);
        var before = State;
        var outcome = JourneyMachine.Apply(definition, before, input, facts);
        if (outcome is not Outcome.Moved moved)
        {
            audience.Told(this, before, input, outcome);
            return;
        }

        State = moved.Next;
        audience.Told(this, before, input, outcome);
        foreach (var effect in moved.Effects)
        {
            Perform(effect);
        }
    }

    private void Perform(Effect effect)
    {
        audience.Performed(this, effect);
        var result = audience.ResultOf(this, effect);
        if (result is null or JourneyInput.EffectSucceeded)
        {
            Learn(effect);
        }

        if (effect.Awaited || result is JourneyInput.EffectFailed)
        {
            Tell(result ?? new JourneyInput.EffectSucceeded(effect.Id, Fields.Empty));
        }
    }

    private void Learn(Effect effect)
    {
        switch (effect)
        {
            case Effect.SendEmail:
                Learn(effect, OwnTouchpoints.EmailSent, Fields.Empty);
                break;
            case Effect.UpdateContact update:
                Learn(effect, OwnTouchpoints.ContactUpdated, Fields.Empty);
                Contact = Contact with { Profile = ProfileChanges.Apply(Contact.Profile, Rendered(update)) };
                break;
            case Effect.PublishEvent publish:
                Publish(publish);
                break;
            case Effect.OpenTask { Kind: TaskKind.Handoff }:
                handoff = effect.Id;
                break;
            case Effect.CloseTask { Outcome: "accepted", By: { } owner } close when close.Task == handoff:
                Learn(effect, OwnTouchpoints.OwnerChanged, Fields.Of([new("owner", FieldValue.Of(owner))]));
                break;
        }
    }

    private IEnumerable<FieldChange> Rendered(Effect.UpdateContact update) =>
        update.Changes.Select(change =>
            change.Value is null ? change : change with { Value = audience.Rendered(this, update, change.Value) }
        );

    private void Publish(Effect.PublishEvent publish)
    {
        var data = Fields.Of(
            publish.Data.Select(field => KeyValuePair.Create(field.Key, audience.Rendered(this, publish, field.Value)))
        );
        Schedule(Now, Own(publish, publish.Type, data, Fields.Empty));
    }

    private void Learn(Effect effect, string type, Fields told) => Learn(Own(effect, type, Fields.Empty, told));

    private void Learn(Touchpoint touchpoint)
    {
        if (audience.Learns(touchpoint))
        {
            Contact = HubRules.Apply(Contact, touchpoint);
        }
    }

    private Touchpoint Own(Effect effect, string type, Fields data, Fields told) =>
        new(effect.Id, type, Now, OwnTouchpoints.Source(definition.Name), effect.Id, data, told);

    // Something that will happen.
    private abstract record Cue
    {
        public sealed record Touched(Touchpoint Touchpoint) : Cue;

        public sealed record Told(JourneyInput Input) : Cue;

        public sealed record Called(Action<Rehearsal> Happening) : Cue;

        public sealed record AccountTold(Fields Fields) : Cue;
    }
}
