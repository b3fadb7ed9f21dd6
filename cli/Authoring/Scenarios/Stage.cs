using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Scenarios;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Those before whom one scenario is played: everything works as the scenario says, and notes are taken.</summary>
internal sealed class Stage(PublishedJourney journey, Coverage coverage) : Audience
{
    private readonly Doing doing = new(journey);
    private readonly Dictionary<string, Effect.SendEmail> mails = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Effect.OpenTask> tasks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Happening.Failing As, int Left)> failing = new(StringComparer.Ordinal);

    /// <summary>What happened, in order.</summary>
    public List<Note> Notes { get; } = [];

    /// <summary>What the scenario asks for and cannot be: an answer to a task that was never opened.</summary>
    public List<string> Troubles { get; } = [];

    /// <summary>The mails that were to be sent, each with what was known then.</summary>
    public List<SampleMail> Mails { get; } = [];

    /// <summary>The mail that a step tried to send last.</summary>
    public Effect.SendEmail? MailOf(string step) => mails.GetValueOrDefault(step);

    /// <summary>The task that a step opened last.</summary>
    public Effect.OpenTask? TaskOf(string step) => tasks.GetValueOrDefault(step);

    /// <summary>From now on, what a step does fails.</summary>
    public void Fail(Happening.Failing way) => failing[way.Step] = (way, way.Times);

    public override FieldValue Rendered(Rehearsal rehearsal, Effect effect, FieldValue value) =>
        doing.Wording.Value(rehearsal, effect, value, _ => { });

    public override void Told(Rehearsal rehearsal, JourneyState before, JourneyInput input, Outcome outcome)
    {
        if (outcome is Outcome.Ignored ignored)
        {
            // An event that only teaches something about the contact is no news to the journey.
            var because = Words(ignored.Because);
            Notes.Add(Note.Of(rehearsal.Now, Deed.Ignore, NameOf(input), (Deeds.Because, because)));
        }
        else if (outcome is Outcome.Moved moved)
        {
            coverage.Count(moved);
            foreach (var passage in moved.Path)
            {
                var note = Note.Of(
                    rehearsal.Now,
                    Deed.Decide,
                    passage.Step,
                    (Deeds.Because, Words(passage.Because)),
                    ("to", passage.To)
                );
                Notes.Add(note with { IsQuiet = IsQuiet(passage.Because.Code) });
            }
        }
    }

    public override JourneyInput? ResultOf(Rehearsal rehearsal, Effect effect)
    {
        switch (effect)
        {
            case Effect.SendEmail mail:
                mails[mail.Step] = mail;
                Mails.Add(new(mail.Template, doing.Wording.Context(rehearsal, mail)));
                break;
            case Effect.OpenTask task:
                tasks[task.Step] = task;
                break;
            case Effect.CloseTask close:
                var by = close.By is null ? "" : $" by {close.By}";
                Notes.Add(Note.Of(rehearsal.Now, $"task {close.Step} closed: {close.Outcome}{by}"));
                return null;
        }

        if (Failure(effect) is { } told)
        {
            Notes.Add(Note.Of(rehearsal.Now, $"{EffectWords.What(effect)}: {told.Words}"));
            return told.Input;
        }

        var note = doing.Do(rehearsal, effect, out var problem);
        if (problem is null)
        {
            Notes.Add(note);
            return effect is Effect.CallWebhook ? new JourneyInput.EffectSucceeded(effect.Id, Doing.Answer) : null;
        }

        Notes.Add(Note.Of(rehearsal.Now, $"{EffectWords.What(effect)}: failed: {problem}"));
        Troubles.Add($"could not {EffectWords.What(effect)} at step \"{effect.Step}\": {problem}");
        return new JourneyInput.EffectFailed(effect.Id, Orchestrations.Machine.Failure.Permanent, problem);
    }

    private (JourneyInput Input, string Words)? Failure(Effect effect)
    {
        if (effect is Effect.Notify || !failing.TryGetValue(effect.Step, out var way) || way.Left == 0)
        {
            return null;
        }

        failing[effect.Step] = way with { Left = way.Left - 1 };
        var why = way.As.Why;
        return way.As.How switch
        {
            FailingWay.Permanent => (
                new JourneyInput.EffectFailed(effect.Id, Orchestrations.Machine.Failure.Permanent, why),
                $"failed: {why}"
            ),
            FailingWay.Passing => (
                new JourneyInput.EffectFailed(effect.Id, Orchestrations.Machine.Failure.Passing, why),
                $"failed for now: {why}"
            ),
            _ => (new JourneyInput.EffectUncertain(effect.Id, why), $"nobody knows whether it worked: {why}"),
        };
    }

    // A reason tells its instant in UTC; a scenario tells all times in the journey's zone.
    private string Words(Reason because) =>
        because.At is { } at
            ? because
                .ToString()
                .Replace(
                    $"{ScenarioTime.Words(at, DateTimeZone.Utc)} UTC",
                    ScenarioTime.Words(at, journey.Definition.TimeZone)
                )
            : because.ToString();

    // What follows says the same.
    private static bool IsQuiet(ReasonCode code) =>
        code
            is ReasonCode.Sending
                or ReasonCode.Sent
                or ReasonCode.TaskOpened
                or ReasonCode.Reminded
                or ReasonCode.Performing
                or ReasonCode.Done
                or ReasonCode.Told
                or ReasonCode.Entered
                or ReasonCode.TaskWithdrawn;

    private static string NameOf(JourneyInput input) =>
        input switch
        {
            JourneyInput.EventArrived arrived => arrived.Event.Type,
            JourneyInput.TaskAnswered => "answer",
            JourneyInput.OperatorDecided decided => decided.Action.ToString().ToLowerInvariant(),
            JourneyInput.TimerElapsed => "timer",
            _ => "result",
        };
}

/// <summary>A mail that was to be sent.</summary>
/// <param name="Mail">Its name.</param>
/// <param name="Context">What was known then.</param>
internal sealed record SampleMail(string Mail, TemplateContext Context);
