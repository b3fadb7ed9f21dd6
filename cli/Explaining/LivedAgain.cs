using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Instances;
using NodaTime;

namespace Journeys.Cli.Explaining;

/// <summary>
/// Takes a contact through another version with what was recorded: its events come at the times they came, its reactions to a
/// mail as long after the mail as then, and the answer to a task as long after the task was opened.
/// </summary>
internal sealed class LivedAgain : Audience
{
    private const string ContactRoot = "contact.";

    private readonly List<Station> path = [];
    private readonly Dictionary<string, Queue<Asked>> asked = new(StringComparer.Ordinal);
    private readonly InstanceRecord record;
    private readonly IReadOnlyList<HistoryRecord> history;
    private readonly string source;

    private LivedAgain(InstanceRecord record, IReadOnlyList<HistoryRecord> history)
    {
        (this.record, this.history) = (record, history);
        source = OwnTouchpoints.Source(record.Summary.Journey);
    }

    /// <summary>Where the contact would have gone.</summary>
    public IReadOnlyList<Station> Path => path;

    /// <summary>Where it would stand now.</summary>
    public StateView Stands { get; private set; } = StateView.Of(new JourneyState.Unentered(""));

    /// <summary>Reactions and answers that found no place: nobody sent that mail, or asked that task.</summary>
    public IReadOnlyList<string> Unplaced =>
        [
            .. asked
                .Where(pair => pair.Value.Count > 0)
                .SelectMany(pair => pair.Value.Select(one => one.Words(pair.Key))),
        ];

    /// <summary>Lives a recorded life in a version.</summary>
    public static LivedAgain In(
        JourneyDefinition definition,
        InstanceRecord record,
        IReadOnlyList<HistoryRecord> history
    )
    {
        var lived = new LivedAgain(record, history);
        lived.Ask();
        var begins = history.Count == 0 ? Instant.MaxValue : history[0].At;
        var contact = Contact.Unknown(record.Summary.Contact);
        var events = lived.Events().ToList();
        foreach (var (at, touchpoint) in events.Where(one => one.At < begins))
        {
            contact = HubRules.Apply(contact, touchpoint);
        }

        var rehearsal = new Rehearsal(definition, contact, record.Account, lived);
        foreach (var (at, touchpoint) in events.Where(one => one.At >= begins))
        {
            rehearsal.Schedule(at, touchpoint);
        }

        foreach (var entered in history.Where(one => one.Input is JourneyInput.Entered))
        {
            rehearsal.Schedule(entered.At, entered.Input);
        }

        rehearsal.RunUntil(Instant.FromDateTimeOffset(record.Now));
        lived.Stands = StateView.Of(rehearsal.State);
        return lived;
    }

    /// <summary>The way that was recorded.</summary>
    public static IReadOnlyList<Station> Recorded(IEnumerable<HistoryRecord> history) =>
        [.. history.SelectMany(one => Station.Of(one.At, one.Path))];

    public override void Told(Rehearsal rehearsal, JourneyState before, JourneyInput input, Outcome outcome)
    {
        if (outcome is Outcome.Moved moved)
        {
            path.AddRange(Station.Of(rehearsal.Now, moved.Path));
        }
    }

    public override void Performed(Rehearsal rehearsal, Effect effect)
    {
        if (
            effect is Effect.SendEmail or Effect.OpenTask
            && asked.TryGetValue(effect.Step, out var waiting)
            && waiting.TryDequeue(out var reactions)
        )
        {
            reactions.Follow(rehearsal, effect);
        }
    }

    // What came by itself, at the instant it came; what we did ourselves is done anew.
    private IEnumerable<(Instant At, Touchpoint Touchpoint)> Events()
    {
        var arrived = history
            .Where(one => one.Input is JourneyInput.EventArrived)
            .DistinctBy(one => ((JourneyInput.EventArrived)one.Input).Event.Id)
            .ToDictionary(one => ((JourneyInput.EventArrived)one.Input).Event.Id, one => one.At);
        return from told in record.Touchpoints
            where told.Source != source && OpenedBy(told.About) is null
            let touchpoint = Touched(told)
            let at = arrived.GetValueOrDefault(told.Id, touchpoint.Time)
            orderby at
            select (at, touchpoint);
    }

    // Gathers the reactions and answers under the step whose mail or task they are about, visit by visit.
    private void Ask()
    {
        foreach (var opening in history.SelectMany(one => one.Effects.Select(effect => (one, effect))))
        {
            var (at, effect) = (opening.one.At, opening.effect);
            if (StepOf(opening.one, effect) is not { } step || Reactions(effect, at) is not { Count: > 0 } found)
            {
                continue;
            }

            asked.TryAdd(step, new());
            asked[step].Enqueue(found);
        }
    }

    private Asked Reactions(string effect, Instant at)
    {
        var events =
            from told in record.Touchpoints
            where told.About == effect && told.Source != source
            let touchpoint = Touched(told)
            select (Duration.Max(Duration.Zero, touchpoint.Time - at), touchpoint);
        var answers =
            from one in history
            where one.Input is JourneyInput.TaskAnswered answer && answer.Task == effect
            select (one.At - at, (JourneyInput.TaskAnswered)one.Input);
        return new([.. events], [.. answers]);
    }

    private HistoryRecord? OpenedBy(string? effect) =>
        effect is null ? null : history.FirstOrDefault(one => one.Effects.Contains(effect));

    private static string? StepOf(HistoryRecord record, string effect) =>
        EffectId.TryParse(effect, out var id)
            ? record.Path.FirstOrDefault(passage => passage.Visit == id.Visit)?.Step
            : null;

    private static Touchpoint Touched(RecordedTouchpoint told) =>
        new(
            told.Id,
            told.Type,
            Instant.FromDateTimeOffset(told.Time),
            told.Source,
            told.About,
            told.Data,
            told.Contact
        );

    // What followed from one mail or one task.
    private sealed record Asked(
        IReadOnlyList<(Duration After, Touchpoint Touchpoint)> Events,
        IReadOnlyList<(Duration After, JourneyInput.TaskAnswered Answer)> Answers
    )
    {
        public int Count => Events.Count + Answers.Count;

        public void Follow(Rehearsal rehearsal, Effect effect)
        {
            foreach (var (after, touchpoint) in Events)
            {
                var at = rehearsal.Now + after;
                rehearsal.Schedule(at, touchpoint with { Time = at, About = effect.Id });
            }

            foreach (var (after, answer) in Answers)
            {
                Answer(rehearsal, rehearsal.Now + after, effect, answer);
            }
        }

        public string Words(string step) =>
            string.Join(
                ", ",
                Events
                    .Select(one => $"{one.Touchpoint.Type} about {step}")
                    .Concat(Answers.Select(one => $"the answer {one.Answer.Outcome} at {step}"))
            );

        private static void Answer(Rehearsal rehearsal, Instant at, Effect effect, JourneyInput.TaskAnswered answer)
        {
            var filled = answer
                .Answers.Where(field => field.Key.StartsWith(ContactRoot, StringComparison.Ordinal))
                .Select(field => KeyValuePair.Create(field.Key[ContactRoot.Length..], field.Value));
            var learnt = new Touchpoint(
                $"{effect.Id}/{answer.Outcome}",
                OwnTouchpoints.TaskAnswered,
                at,
                OwnTouchpoints.Source(""),
                null,
                Fields.Empty,
                Fields.Of(filled)
            );
            rehearsal.Schedule(at, learnt);
            rehearsal.Schedule(at, answer with { Task = effect.Id });
        }
    }
}

/// <summary>One decision that led somewhere, or ended or held the run.</summary>
/// <param name="At">When.</param>
/// <param name="Step">The step that decided.</param>
/// <param name="Because">Why, in words.</param>
/// <param name="To">Where it led; null when the run stayed or ended.</param>
internal sealed record Station(DateTimeOffset At, string Step, string Because, string? To)
{
    private static readonly HashSet<ReasonCode> Quiet =
    [
        ReasonCode.Remembered,
        ReasonCode.MemoryFull,
        ReasonCode.Listening,
        ReasonCode.WaitBegan,
        ReasonCode.Sending,
        ReasonCode.Performing,
        ReasonCode.VersionChanged,
    ];

    /// <summary>Whether two ways are the same here, whenever it was.</summary>
    public bool IsLike(Station other) =>
        (Step, To) == (other.Step, other.To) && (To is not null || Because == other.Because);

    /// <summary>The stations of what one input led to.</summary>
    public static IEnumerable<Station> Of(Instant at, IEnumerable<Passage> path) =>
        from passage in path
        where passage.To is not null || !Quiet.Contains(passage.Because.Code)
        select new Station(at.ToDateTimeOffset(), passage.Step, passage.Because.ToString(), passage.To);
}
