using Journeys.Faults.Tests.Published;
using Journeys.Runtime.Effects;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Counts what is sent in a day where a journey has a rate, or a host for all journeys together.</summary>
internal sealed class DailyRate(World world)
{
    // A mail that was let through just before midnight, and then met a store that was away for some minutes.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(15);

    private readonly Dictionary<(string Whose, DateTime Day), int> sent = [];

    /// <summary>
    /// No day (UTC) sends more mails than the host says, or the journey where it never says anything else; where clocks
    /// differ, so do their days.
    /// </summary>
    public void Judge(LedgerEntry sending)
    {
        if (world.Weather.ClocksJump || world.Wall.GetUtcNow().TimeOfDay < UnderWay)
        {
            return;
        }

        Judge(sending, "all", world.Weather.Rate?.PerDay);
        if (sending.Journey == Letters.Name)
        {
            Judge(sending, Letters.Name, SendingKeys.PerDay(world.Weather.Sending.Letters));
        }
        else if (sending.Journey == Pursuit.Name && !world.Weather.Publishing)
        {
            Judge(sending, Pursuit.Name, SendingKeys.PerDay(world.Weather.Sending.Pursuit));
        }
    }

    private void Judge(LedgerEntry sending, string whose, int? perDay)
    {
        if (perDay is not { } most)
        {
            return;
        }

        var day = world.Wall.GetUtcNow().Date;
        world.Tally.Count("RatedMails");
        var count = sent[(whose, day)] = sent.GetValueOrDefault((whose, day)) + 1;
        if (count > most)
        {
            world.Tally.Break(
                $"{sending.Id} is the {count}th mail of {whose} on {day:yyyy-MM-dd}, and {most} a day are sent"
            );
        }
    }
}
