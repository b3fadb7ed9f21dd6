using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "email": "thank-you", "then": … }</c>: sends the contact a mail. Consent and quiet hours are judged at the moment
/// of sending, every time it comes to it.
/// </summary>
public sealed class EmailStep(
    StepSource source,
    Named template,
    string? emailClass,
    Way then,
    Way? noConsent,
    Way? failed
) : EffectStep(source, then, failed)
{
    /// <summary>The events that only a mail that was sent can cause.</summary>
    public static readonly IReadOnlyList<string> Seen =
    [
        MailEvents.Delivered,
        MailEvents.Opened,
        MailEvents.Clicked,
        MailEvents.Replied,
        MailEvents.Bounced,
    ];

    /// <summary>The events that settle a mail whose fate is unknown, one way or the other.</summary>
    public static readonly IReadOnlyList<string> Settling = [.. Seen, MailEvents.Dropped];

    /// <summary>The mail's name: a pair of files under <c>emails/</c>.</summary>
    public Named Template { get; } = template;

    /// <summary>The consent class; null: the journey's.</summary>
    public string? Class { get; } = emailClass;

    /// <summary>The way out when the contact has not consented; null: as if it were sent.</summary>
    public Way? NoConsent { get; } = noConsent;

    public override string Verb => "email";

    public override bool Lasting => true;

    public override IEnumerable<Way> Ways => NoConsent is null ? base.Ways : base.Ways.Append(NoConsent);

    internal static EmailStep Read(StepReader reader) =>
        new(
            reader.Source,
            reader.Name("email"),
            reader.OneOf("class", Sendings.Classes),
            reader.Way("then"),
            reader.OptionalWay("noConsent"),
            reader.OptionalWay("failed")
        );

    public override Decision Enter(Scene scene)
    {
        var sendingClass = ClassIn(scene);
        if (SendingRules.Refusal(sendingClass, scene.Sight) is { } refusal)
        {
            return Refuse(refusal, sendingClass);
        }

        if (scene.Definition.Sending is { QuietHours: { } quiet, Calendar: var calendar })
        {
            if (scene.Zone is not { } zone)
            {
                return scene.UnknownZone;
            }

            var allowed = quiet.NextAllowed(scene.Now, zone, calendar);
            if (allowed > scene.Now)
            {
                return new Decision.Await(
                    new(ReasonCode.QuietHours, null, null, allowed),
                    allowed,
                    WaitingFor.QuietHours
                );
            }
        }

        return new Decision.Perform(
            new(ReasonCode.Sending, Template.Name),
            new Effect.SendEmail(
                scene.EffectId(),
                Name,
                scene.Course.Story,
                Template.Name,
                sendingClass,
                scene.Visit.Turn
            )
        );
    }

    public override Decision Elapsed(Scene scene, WaitingFor waitingFor) =>
        waitingFor switch
        {
            WaitingFor.Confirmation when scene.Definition.Sending.Uncertain.IsResent(ClassIn(scene)) =>
                new Decision.TryAgain(new(ReasonCode.Resending)),
            WaitingFor.Confirmation => new Decision.Hold(new(ReasonCode.NobodyKnowsIfSent)),
            WaitingFor.QuietHours or WaitingFor.Turn => Enter(scene),
            _ => base.Elapsed(scene, waitingFor),
        };

    // What was withdrawn after the decision counts like what was withdrawn before it.
    public override Decision Failed(Scene scene, JourneyInput.EffectFailed failure)
    {
        if (failure.Failure != Failure.NoConsent)
        {
            return base.Failed(scene, failure);
        }

        var sendingClass = ClassIn(scene);
        return Refuse(
            SendingRules.Refusal(sendingClass, scene.Sight) ?? new(ReasonCode.NoConsent, sendingClass),
            sendingClass
        );
    }

    // Advertising that must not be sent is passed over; a document that was asked for and cannot arrive is a failure.
    private Decision Refuse(Reason because, string sendingClass) =>
        sendingClass == Sendings.Marketing
            ? new Decision.Proceed(because, (NoConsent ?? Then).To, "no consent")
            : GiveUp(because);

    public override Decision Succeeded(Scene scene, JourneyInput.EffectSucceeded result) =>
        new Decision.Proceed(new(ReasonCode.Sent, Template.Name), Then.To, "sent");

    /// <summary>
    /// What follows when an event shows what became of a mail whose result is still awaited: it was sent after all, or it
    /// will never arrive.
    /// </summary>
    public Decision Settle(Scene scene, EventFact shown) =>
        IsUndelivered(shown.Type)
            ? Failed(scene, new(scene.EffectId(), Failure.Permanent, Words(shown)))
            : new Decision.Proceed(new(ReasonCode.Confirmed, shown.Type), Then.To, "sent");

    /// <summary>Whether events of this type say that a mail did not reach its recipient.</summary>
    public static bool IsUndelivered(string type) => type is MailEvents.Bounced or MailEvents.Dropped;

    private static string Words(EventFact shown)
    {
        var what = shown.Type == MailEvents.Bounced ? "the mail came back" : "the mail was not sent on";
        return shown.Data.Text("reason") is { Length: > 0 } reason ? $"{what}: {reason}" : what;
    }

    public override Decision Uncertain(Scene scene, JourneyInput.EffectUncertain uncertain)
    {
        var until = scene.Definition.Sending.Uncertain.Until(scene.Now);
        return new Decision.Await(
            new(ReasonCode.ConfirmationAwaited, null, uncertain.Why, until),
            until,
            WaitingFor.Confirmation
        );
    }

    private string ClassIn(Scene scene) => Class ?? scene.Definition.Sending.Class;
}
