namespace Journeys.Orchestrations.Times;

/// <summary>The amounts of a delay while it is being read, each unit at its place: weeks, days, hours, minutes, seconds.</summary>
internal sealed class DelayAmounts
{
    private const int SecondsOfDay = 24 * 60 * 60;

    private static readonly int[] SecondsOf = [7 * SecondsOfDay, SecondsOfDay, 60 * 60, 60, 1];

    private readonly int?[] amounts = new int?[5];
    private bool ordinary;

    public bool IsBusiness { get; private set; }

    public bool IsMixed => IsBusiness && ordinary;

    public int Weeks => amounts[0] ?? 0;

    public int Seconds => amounts[4] ?? 0;

    /// <summary>All of it in seconds, a day being 24 hours.</summary>
    public long Total => amounts.Select((amount, place) => (long)(amount ?? 0) * SecondsOf[place]).Sum();

    /// <summary>All of it in days, begun ones counted whole.</summary>
    public long Reach => (Total + SecondsOfDay - 1) / SecondsOfDay;

    /// <summary>Days and hours added together, which bounds how many open days it can take.</summary>
    public long BusinessReach => (long)(amounts[1] ?? 0) + (amounts[2] ?? 0) + (((amounts[3] ?? 0) + 59L) / 60);

    /// <summary>Notes an amount; false when its unit already has one.</summary>
    public bool TryAdd(int place, int amount, bool business)
    {
        if (amounts[place] is not null)
        {
            return false;
        }

        amounts[place] = amount;
        IsBusiness |= business;
        ordinary |= !business;
        return true;
    }

    public Delay ToDelay() =>
        new()
        {
            IsBusiness = IsBusiness,
            Weeks = Weeks,
            Days = amounts[1] ?? 0,
            Hours = amounts[2] ?? 0,
            Minutes = amounts[3] ?? 0,
            Seconds = Seconds,
        };
}
