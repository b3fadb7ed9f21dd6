using Journeys.Runtime.Effects;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Counts what is sent in a day where a host has a rate for all journeys together.</summary>
internal sealed class DailyRate(World world)
{
    // A mail that was let through just before midnight, and then met a store that was away for some minutes.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(15);

    private readonly Dictionary<DateTime, int> sent = [];

    /// <summary>No day (UTC) sends more mails than the host says; where clocks differ, so do their days.</summary>
    public void Judge(LedgerEntry sending)
    {
        var now = world.Wall.GetUtcNow();
        if (world.Weather is not { Rate.PerDay: { } most, ClocksJump: false } || now.TimeOfDay < UnderWay)
        {
            return;
        }

        world.Tally.Count("RatedMails");
        var count = sent[now.Date] = sent.GetValueOrDefault(now.Date) + 1;
        if (count > most)
        {
            world.Tally.Break($"{sending.Id} is the {count}th mail of {now:yyyy-MM-dd}, and {most} a day are sent");
        }
    }
}
