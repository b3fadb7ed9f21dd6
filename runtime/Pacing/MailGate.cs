using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Mail;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>
/// Whether a mail may go now. First the journey's pause and the provider's wish to be left alone, then the journey's line,
/// then the line of all: a turn among all is drawn only by what would go now, so that one journey's backlog keeps no other
/// one waiting. A mail that was put off brings its turn back, and is let through at it. Where both have a rate, the journey's
/// mails that go are counted besides: the line of all may give them the same seconds.
/// </summary>
public sealed class MailGate(
    JourneyCatalog catalog,
    Pauses pauses,
    Lines lines,
    IMailSender sender,
    RuntimeSettings settings
)
{
    /// <summary>How many mails a second a backlog goes out with where the journey has no rate.</summary>
    public const int UsualPace = 10;

    /// <summary>
    /// How long a turn is good: whoever comes later draws another one, so that what was held up together does not go at once.
    /// </summary>
    public static readonly Duration Grace = Duration.FromMinutes(2);

    private static readonly int[] Looks = [5, 10, 20, 30];

    /// <summary>Why a mail may not go now, and until when; null when it may.</summary>
    /// <param name="entry">The mail's entry in the ledger.</param>
    /// <param name="turn">What it brings back; null: it comes anew.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Tables.StorageUnavailableException">The store does not answer; ask again.</exception>
    public async Task<Performance.PutOff?> AskAsync(
        LedgerEntry entry,
        DrawnTurn? turn,
        Instant now,
        CancellationToken cancellation
    )
    {
        if (await pauses.FindAsync(entry.Journey, cancellation) is { Paused: true } pause)
        {
            return new(LookAgain(entry, turn, now), Deferral.Paused, pause.Why);
        }

        if (sender.Wait is { } wait)
        {
            return new(Afterwards(entry, wait, now), Deferral.Paused, "the provider asked to be left alone for now");
        }

        var live = await catalog.GetAsync(entry.Journey, cancellation);
        var rate = (await catalog.GetAsync(entry.Journey, live.Version, cancellation)).Definition.Sending.Rate;
        return await InLineAsync(entry.Journey, Paced(rate, turn), turn, Ours, now, cancellation)
            ?? await InLineAsync(PacingRows.OfAll, settings.Rate, turn, OfAll, now, cancellation)
            ?? await GoAsync(entry.Journey, rate, turn, now, cancellation);
    }

    private static readonly Names Ours = new(Deferral.Turn, Deferral.Day, "its journey sends");

    private static readonly Names OfAll = new(Deferral.TurnOfAll, Deferral.DayOfAll, "all journeys together send");

    private async Task<Performance.PutOff?> InLineAsync(
        string line,
        SendingRate? rate,
        DrawnTurn? turn,
        Names names,
        Instant now,
        CancellationToken cancellation
    )
    {
        // Who waited in the line of all has left the journey's.
        var isPast = names == Ours && turn?.For is Deferral.TurnOfAll or Deferral.DayOfAll;
        if (rate is null || ((isPast || turn?.For == names.Turn) && IsGood(turn, now)))
        {
            return null;
        }

        var owned = turn is not null && (turn.For == names.Turn || turn.For == names.Day) ? turn.Until : (Instant?)null;
        var day = owned is { } instant ? Line.DayOf(instant) : (Instant?)null;
        return PutOff(await lines.DrawAsync(line, rate, now, day, cancellation), rate, names);
    }

    private async Task<Performance.PutOff?> GoAsync(
        string journey,
        SendingRate? rate,
        DrawnTurn? turn,
        Instant now,
        CancellationToken cancellation
    )
    {
        if (rate is null || settings.Rate is null)
        {
            return null;
        }

        var own = turn?.For is Deferral.Turn or Deferral.TurnOfAll && IsGood(turn, now) ? turn.Until : now;
        return PutOff(await lines.GoAsync(journey, rate, own, now, cancellation), rate, Ours);
    }

    private static bool IsGood(DrawnTurn? turn, Instant now) => turn is not null && now < turn.Until + Grace;

    private static Performance.PutOff? PutOff(Slot slot, SendingRate rate, Names names) =>
        slot switch
        {
            Slot.At at => new(at.Instant, names.Turn, $"{names.Who} {rate.PerSecond} a second"),
            Slot.OnDay on => new(on.Instant, names.Day, $"{names.Who} {rate.PerDay} a day"),
            _ => null,
        };

    // What was put off is a backlog, and goes out evenly in any case.
    private static SendingRate? Paced(SendingRate? rate, DrawnTurn? turn) =>
        turn is null || rate?.PerSecond is not null ? rate : new(UsualPace, rate?.PerDay);

    // Seldom, and not all at the same instant: each mail that waits costs a few requests whenever it looks.
    private static Instant LookAgain(LedgerEntry entry, DrawnTurn? turn, Instant now)
    {
        var pause = Duration.FromMinutes(Looks[Math.Min(turn?.Times ?? 0, Looks.Length - 1)]);
        var share = StableHash.Number(entry.Instance) / (double)uint.MaxValue;
        return now + pause + Duration.FromSeconds((int)(pause.TotalSeconds * share / 2));
    }

    // Whole seconds, and not all at the same one.
    private static Instant Afterwards(LedgerEntry entry, TimeSpan wait, Instant now) =>
        now + Duration.FromSeconds((long)Math.Ceiling(wait.TotalSeconds) + (StableHash.Number(entry.Instance) % 30));

    private sealed record Names(Deferral Turn, Deferral Day, string Who);
}
