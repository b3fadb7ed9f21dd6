using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Machine;

/// <summary>One of each shape that is persisted, by the name of its golden file.</summary>
internal static class Samples
{
    private const string Id = "nurture~abcdefgh~1.2.1.1";

    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);

    private static readonly Fields Data = Fields.Of([
        new("topic", FieldValue.Of("energy")),
        new("webinar.at", FieldValue.Of("2026-03-10")),
        new("webinar.seats", FieldValue.Of(12.50m)),
        new("vip", FieldValue.Of(true)),
        new("tags", new FieldValue.Many([FieldValue.Of("a"), FieldValue.Of(2m), FieldValue.Of(false)])),
    ]);

    private static readonly EventFact Entry = new("entry", "whitepaper.downloaded", Monday, null, Data);

    private static readonly EventFact Click = new(
        "click",
        "email.clicked",
        Monday + Duration.FromTicks(1),
        "nurture~abcdefgh~1.1.1.1",
        Fields.Empty
    );

    private static readonly Visit Visit = new("qualify", 2, Monday, 1);

    private static readonly Journeys.Orchestrations.Machine.Story Story = new(
        Entry,
        [new("thank-you", 1, Monday, "sent", null, Fields.Empty), new("qualify", 2, Monday, null, null, Fields.Empty)]
    );

    private static readonly Course Course = new(
        "nurture~abcdefgh",
        1,
        Monday,
        2,
        Story with
        {
            Steps = [new("thank-you", 1, Monday, "sent", "mia", Data), .. Story.Steps[1..]],
        },
        [Click],
        Monday,
        new(Id, Visit, "inside-sales", Monday + Duration.FromHours(4), Monday + Duration.FromHours(8), 1)
    );

    private static readonly Course Bare = Course with { Memory = [], Task = null };

    public static readonly IReadOnlyDictionary<string, JourneyState> States = new Dictionary<string, JourneyState>(
        StringComparer.Ordinal
    )
    {
        ["state-unentered"] = new JourneyState.Unentered("nurture~abcdefgh"),
        ["state-waiting"] = new JourneyState.Waiting(Course, Visit, Monday, WaitingFor.Answer),
        ["state-waiting-turn"] = new JourneyState.Waiting(
            Bare,
            Visit.PutOff(Deferral.Paused, Monday),
            Monday,
            WaitingFor.Turn
        ),
        ["state-performing"] = new JourneyState.Performing(Bare, Visit, Id, Monday),
        ["state-paused"] = new JourneyState.Paused(
            new JourneyState.Waiting(Bare, Visit, Monday, WaitingFor.QuietHours),
            Monday,
            [new JourneyInput.EventArrived(Click), new JourneyInput.EffectSucceeded(Id, Fields.Empty)]
        ),
        ["state-held"] = new JourneyState.Held(
            Bare,
            Visit,
            new(ReasonCode.ConditionUnknown, "contact.country", "is not known", Monday),
            Monday
        ),
        ["state-finished"] = new JourneyState.Finished(Bare, "handed-over", Monday),
    };

    public static readonly IReadOnlyDictionary<string, JourneyInput> Inputs = new Dictionary<string, JourneyInput>(
        StringComparer.Ordinal
    )
    {
        ["input-entered"] = new JourneyInput.Entered(Entry),
        ["input-eventArrived"] = new JourneyInput.EventArrived(Click),
        ["input-timerElapsed"] = new JourneyInput.TimerElapsed(2, Monday),
        ["input-effectSucceeded"] = new JourneyInput.EffectSucceeded(Id, Data),
        ["input-effectFailed"] = new JourneyInput.EffectFailed(Id, Failure.Passing, "429", Duration.FromSeconds(90)),
        ["input-effectUncertain"] = new JourneyInput.EffectUncertain(Id, "the connection broke"),
        ["input-effectDeferred"] = new JourneyInput.EffectDeferred(Id, Monday, Deferral.Turn, "5 mails a second"),
        ["input-taskAnswered"] = new JourneyInput.TaskAnswered(Id, "qualified", "mia", Data),
        ["input-operatorDecided"] = new JourneyInput.OperatorDecided(OperatorAction.Skip, "olga", 2),
        ["input-versionChanged"] = new JourneyInput.VersionChanged("b2c3", [new("reminder", "nudge")], "olga"),
    };

    public static readonly IReadOnlyDictionary<string, Effect> Effects = new Dictionary<string, Effect>(
        StringComparer.Ordinal
    )
    {
        ["effect-sendEmail"] = new Effect.SendEmail(Id, "thank-you", Story, "thank-you", "marketing"),
        ["effect-sendEmail-turn"] = new Effect.SendEmail(
            Id,
            "thank-you",
            Story,
            "thank-you",
            "requested",
            new(Deferral.TurnOfAll, Monday, 3)
        ),
        ["effect-openTask"] = new Effect.OpenTask(
            Id,
            "qualify",
            Story,
            TaskKind.Handoff,
            "Qualify {{contact.name}}",
            "inside-sales",
            Monday,
            ["accepted", "declined"],
            ["contact.budget"]
        ),
        ["effect-closeTask"] = new Effect.CloseTask(
            Id,
            "qualify",
            Story,
            Id,
            "inside-sales",
            Monday,
            "withdrawn",
            null
        ),
        ["effect-notify"] = new Effect.Notify(Id, "escalate", Story, "sales-lead", "late", null),
        ["effect-callWebhook"] = new Effect.CallWebhook(Id, "crm", Story, "POST", "https://crm.example.com", Data),
        ["effect-publishEvent"] = new Effect.PublishEvent(Id, "announce", Story, "lead.qualified", Data),
        ["effect-updateContact"] = new Effect.UpdateContact(
            Id,
            "score",
            Story,
            [
                new("stage", ChangeKind.Set, FieldValue.Of("mql")),
                new("score", ChangeKind.Add, FieldValue.Of(10m)),
                new("note", ChangeKind.Clear, null),
            ]
        ),
        ["effect-startJourney"] = new Effect.StartJourney(Id, "nurture", Story, "nurture", Data),
    };

    public static readonly Passage[] Path =
    [
        new("thank-you", 1, new(ReasonCode.Sent, "thank-you"), "qualify"),
        new("qualify", 2, new(ReasonCode.TaskOpened, "inside-sales", null, Monday), null),
    ];

    public static readonly Look[] Looked =
    [
        new("contact.country", FieldValue.Of("DE")),
        new("contact.timeZone", null),
        new("did email.clicked since 2026-01-01T00:00:00Z", FieldValue.Of(2m)),
    ];
}
