using System.Globalization;

namespace Journeys.Orchestrations.Times;

/// <summary>Delays as ISO 8601 writes durations: <c>P3D</c>, <c>PT4H</c>, <c>P1DT6H</c>, <c>P2W</c>.</summary>
internal static class IsoDelayText
{
    private const string Example = "write it as \"PT4H\", \"P3D\" or \"P1DT6H\", or in words: \"1 day 6 hours\"";

    /// <summary>Reads the amounts; answers what is wrong, or null.</summary>
    public static string? Read(string text, DelayAmounts amounts)
    {
        var rest = text.AsSpan(1);
        var inTime = false;
        var last = -1;
        while (!rest.IsEmpty)
        {
            if (rest[0] is 'T' or 't' && !inTime && rest.Length > 1)
            {
                inTime = true;
                rest = rest[1..];
                continue;
            }

            var end = rest.IndexOfAnyExceptInRange('0', '9');
            if (end <= 0 || !int.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
            {
                return Refuse(text, rest);
            }

            var place = Place(rest[end], inTime);
            if (place <= last || !amounts.TryAdd(place, amount, business: false))
            {
                return RefuseUnit(text, rest[end], inTime);
            }

            last = place;
            rest = rest[(end + 1)..];
        }

        return last < 0 ? $"\"{text}\" is no duration; {Example}" : null;
    }

    private static int Place(char unit, bool inTime) =>
        (char.ToUpperInvariant(unit), inTime) switch
        {
            ('W', false) => 0,
            ('D', false) => 1,
            ('H', true) => 2,
            ('M', true) => 3,
            ('S', true) => 4,
            _ => -1,
        };

    private static string Refuse(string text, ReadOnlySpan<char> rest) =>
        rest[0] is '-' ? $"\"{text}\" is negative; a duration is longer than nothing"
        : rest.Length > 9 && !rest.ContainsAnyExceptInRange('0', 'Z')
            ? "that is longer than 5 years, the longest duration"
        : $"\"{text}\" is no duration; {Example}";

    private static string RefuseUnit(string text, char unit, bool inTime) =>
        (char.ToUpperInvariant(unit), inTime) switch
        {
            ('Y', false) => "years differ in length; write days or weeks, such as \"P365D\"",
            ('M', false) =>
                "months differ in length; write days or weeks, such as \"P30D\" (minutes come after a T: \"PT30M\")",
            ('H' or 'S', false) => $"hours, minutes and seconds come after a T; {Example}",
            ('.' or ',', _) => $"\"{text}\" has a fraction; write whole numbers, such as \"P1DT12H\"",
            _ => $"\"{text}\" is no duration; {Example}",
        };
}
