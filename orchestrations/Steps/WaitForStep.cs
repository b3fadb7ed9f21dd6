using System.Collections.Immutable;
using Journeys.Orchestrations.Conditions;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "waitFor": { "event": "email.clicked", "of": "thank-you" }, "upTo": "3 days", "then": …, "otherwise": … }</c>. An
/// event counts from the step it refers to on, even when it came before this wait began; what comes after the wait is
/// over does not count, however late the timer is.
/// </summary>
public sealed class WaitForStep(
    StepSource source,
    ImmutableArray<WaitedEvent> events,
    bool all,
    Delay upTo,
    BusinessCalendar? calendar,
    Way then,
    Way otherwise
) : Step(source)
{
    /// <summary>What it comes to when what is waited for came.</summary>
    public const string Came = "event";

    /// <summary>What it comes to when the time was over.</summary>
    public const string NotCame = "no event";

    public override string Verb => "waitFor";

    public override bool Lasting => true;

    // The event may have come before the wait began.
    public override bool TakesTime(Way way) => way == otherwise;

    /// <summary>The events it waits for: one of them, or all.</summary>
    public ImmutableArray<WaitedEvent> Events { get; } = events;

    /// <summary>How long it waits at most.</summary>
    public Delay UpTo { get; } = upTo;

    public override IEnumerable<Way> Ways => [then, otherwise];

    public override Way? Main => otherwise;

    public override IEnumerable<string> Listens => Events.Select(waited => waited.Type);

    private string Words { get; } = string.Join(all ? " and " : " or ", events.Select(waited => waited.ToString()));

    internal static WaitForStep Read(StepReader reader)
    {
        var (events, all) = reader.Waited("waitFor");
        var upTo = reader.Delay("upTo");
        return new(
            reader.Source,
            events,
            all,
            upTo,
            reader.CalendarFor(upTo),
            reader.Way("then"),
            reader.Way("otherwise")
        );
    }

    public override Decision Enter(Scene scene)
    {
        if (scene.Zone is not { } zone)
        {
            return scene.UnknownZone;
        }

        var due = UpTo.After(scene.Now, zone, calendar);
        return Judge(scene, due)
            ?? new Decision.Await(new(ReasonCode.Listening, Words, null, due), due, WaitingFor.Step);
    }

    public override Decision? Heard(Scene scene, JourneyState.Waiting waiting) => Judge(scene, waiting.Due);

    public override Decision Elapsed(Scene scene, WaitingFor waitingFor) =>
        new Decision.Proceed(new(ReasonCode.NoEventCame, Words, UpTo.ToString()), otherwise.To, NotCame);

    // Null: not satisfied yet.
    private Decision? Judge(Scene scene, Instant due)
    {
        Reason? unknown = null;
        var found = 0;
        foreach (var waited in Events)
        {
            switch (waited.Find(scene, due))
            {
                case WaitedEvent.Finding.Found when !all:
                    return Take(waited.Type);
                case WaitedEvent.Finding.Found:
                    found++;
                    break;
                case WaitedEvent.Finding.Unknown(var because):
                    unknown ??= because;
                    break;
            }
        }

        return unknown is not null ? new Decision.Hold(unknown)
            : all && found == Events.Length ? Take(Words)
            : null;
    }

    private Decision.Proceed Take(string what) => new(new(ReasonCode.EventCame, what), then.To, Came);
}
