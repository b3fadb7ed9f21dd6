using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Times;
using NodaTime;

namespace Journeys.Orchestrations.Steps;

/// <summary>
/// <c>{ "wait": "3 days", "then": … }</c>, or until a time of day, a weekday or a date that the contact or the event
/// carries. A time in a clock change's gap moves forward by the gap; of an overlap the earlier counts.
/// </summary>
public sealed class WaitStep(StepSource source, WaitUntil until, Way then, Way? missing, Way? past) : Step(source)
{
    public override string Verb => "wait";

    public override bool Lasting => true;

    // A date that is missing takes none, and one that has passed neither, whichever way that leads.
    public override bool TakesTime(Way way) => way == then && Until is not WaitUntil.Date;

    /// <summary>When the wait ends.</summary>
    public WaitUntil Until { get; } = until;

    /// <summary>Whether it says where to go when the date is not known.</summary>
    public bool HandlesMissing => missing is not null;

    public override IEnumerable<Way> Ways => new[] { then, missing, past }.OfType<Way>();

    internal static WaitStep Read(StepReader reader) =>
        new(
            reader.Source,
            reader.Until("wait"),
            reader.Way("then"),
            reader.OptionalWay("missing"),
            reader.OptionalWay("past")
        );

    public override Decision Enter(Scene scene)
    {
        if (scene.Zone is not { } zone)
        {
            return scene.UnknownZone;
        }

        switch (Until.From(scene, zone))
        {
            case WaitUntil.Answer.Instant(var due) when due > scene.Now:
                return new Decision.Await(new(ReasonCode.WaitBegan, null, null, due), due, WaitingFor.Step);
            case WaitUntil.Answer.Instant(var due):
                var passed = new Reason(ReasonCode.DatePassed, Until.ToString(), null, due);
                return new Decision.Proceed(passed, (past ?? then).To, "past");
            case WaitUntil.Answer.Missing(var because)
                when missing is not null && because.Code == ReasonCode.DateMissing:
                return new Decision.Proceed(because, missing.To, "missing");
            case WaitUntil.Answer.Missing(var because):
                return new Decision.Hold(because);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public override Decision Elapsed(Scene scene, WaitingFor waitingFor) =>
        new Decision.Proceed(new(ReasonCode.WaitOver), then.To, "waited");
}

/// <summary>When a wait ends.</summary>
public abstract record WaitUntil
{
    private WaitUntil() { }

    /// <summary>The instant, or why there is none.</summary>
    public abstract Answer From(Scene scene, DateTimeZone zone);

    /// <summary>After a while.</summary>
    public sealed record Elapsed(Delay Delay, BusinessCalendar? Calendar) : WaitUntil
    {
        public override Answer From(Scene scene, DateTimeZone zone) =>
            new Answer.Instant(Delay.After(scene.Now, zone, Calendar));
    }

    /// <summary>At the next such local time, on a weekday if one is named.</summary>
    public sealed record Local(IsoDayOfWeek? Day, LocalTime At) : WaitUntil
    {
        public override Answer From(Scene scene, DateTimeZone zone) =>
            new Answer.Instant(
                Day is { } day ? WallTime.NextOn(scene.Now, day, At, zone) : WallTime.NextAt(scene.Now, At, zone)
            );
    }

    /// <summary>A date that a field carries, moved, and at a local time if one is named.</summary>
    /// <param name="Field">The field: <c>event.webinarAt</c>.</param>
    /// <param name="Plus">How long after it; null: not after.</param>
    /// <param name="Minus">How long before it; null: not before.</param>
    /// <param name="At">The local time of that day; null: the date's own.</param>
    /// <param name="Calendar">The calendar of business durations.</param>
    public sealed record Date(string Field, Delay? Plus, Delay? Minus, LocalTime? At, BusinessCalendar? Calendar)
        : WaitUntil
    {
        /// <summary>Where the field is written.</summary>
        public Place Place { get; init; } = Place.Start;

        public override Answer From(Scene scene, DateTimeZone zone)
        {
            if (scene.Sight.Look(Field) is not { } value)
            {
                return new Answer.Missing(new(ReasonCode.DateMissing, Field));
            }

            if (!WallTime.TryParseMoment(value.ToString(), zone, out var moment))
            {
                return new Answer.Missing(new(ReasonCode.DateUnreadable, Field, value.ToString()));
            }

            moment = Plus?.After(moment, zone, Calendar) ?? moment;
            moment = Minus?.Before(moment, zone, Calendar) ?? moment;
            return new Answer.Instant(At is { } at ? WallTime.Resolve(moment.InZone(zone).Date.At(at), zone) : moment);
        }

        public override string ToString() =>
            Plus is not null ? $"{Field} plus {Plus}"
            : Minus is not null ? $"{Field} minus {Minus}"
            : Field;
    }

    /// <summary>What a wait's end comes to.</summary>
    public abstract record Answer
    {
        private Answer() { }

        public sealed record Instant(NodaTime.Instant At) : Answer;

        public sealed record Missing(Reason Because) : Answer;
    }
}
