using System.Globalization;
using NodaTime;

namespace Journeys.Runtime.Tables;

/// <summary>
/// An instant as a part of a key, so that the order of the keys is the order of time: the ticks (100 ns) since the year
/// 1, in 19 digits. Finer parts of an instant are dropped, as table storage drops them.
/// </summary>
public static class SortableTime
{
    private static readonly long FirstTick = -DateTime.UnixEpoch.Ticks;

    /// <summary>Earlier instants sort first.</summary>
    public static string Ascending(Instant instant) => Digits(instant.ToUnixTimeTicks() - FirstTick);

    /// <summary>Later instants sort first, so that the newest rows are the first page.</summary>
    public static string Descending(Instant instant) => Digits(long.MaxValue - (instant.ToUnixTimeTicks() - FirstTick));

    /// <summary>The instant of an <see cref="Ascending"/> text.</summary>
    public static Instant FromAscending(ReadOnlySpan<char> digits) =>
        Instant.FromUnixTimeTicks(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) + FirstTick);

    private static string Digits(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);
}
