using System.Globalization;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Times;

/// <summary>Delays as text: reads what authors write, and writes it back in words.</summary>
internal static class DelayText
{
    private const string Examples =
        "write a number and a unit, such as \"3 days\", \"90 minutes\" or \"4 business hours\"";
    private const int LongestText = 100;

    private static readonly string[] Units = ["weeks", "days", "hours", "minutes", "seconds"];

    // What people write for a unit that the language spells out; the answer tells them the word.
    private static readonly Dictionary<string, string> Shorthands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["w"] = "weeks",
        ["wk"] = "weeks",
        ["wks"] = "weeks",
        ["d"] = "days",
        ["h"] = "hours",
        ["hr"] = "hours",
        ["hrs"] = "hours",
        ["m"] = "minutes",
        ["min"] = "minutes",
        ["mins"] = "minutes",
        ["s"] = "seconds",
        ["sec"] = "seconds",
        ["secs"] = "seconds",
    };

    /// <summary>Reads the amounts of a text; answers what is wrong with it, or null.</summary>
    public static string? Read(string text, out DelayAmounts amounts)
    {
        amounts = new();
        var trimmed = text.Trim();
        return trimmed.Length switch
        {
            0 => $"the duration is empty; {Examples}",
            > LongestText => $"the duration is too long a text; {Examples}",
            _ when trimmed[0] is 'P' or 'p' => IsoDelayText.Read(trimmed, amounts),
            _ when trimmed[0] is '-' => $"\"{trimmed}\" is negative; a duration is longer than nothing",
            _ => ReadWords(trimmed, amounts),
        };
    }

    /// <summary>What is wrong with amounts that could be read, or null.</summary>
    public static string? Judge(DelayAmounts amounts) =>
        amounts switch
        {
            { Total: 0 } => "the duration is zero; it must be longer than nothing",
            { IsMixed: true } =>
                "business time and ordinary time cannot be mixed; write \"business\" before each unit, "
                    + "such as \"1 business day 4 business hours\", or before none",
            { IsBusiness: true, Weeks: > 0 } =>
                $"there are no business weeks; write \"{5 * amounts.Weeks} business days\"",
            { IsBusiness: true, Seconds: > 0 } => "there are no business seconds; write business minutes",
            { IsBusiness: true, BusinessReach: > Delay.LongestBusiness } =>
                $"that is too far off; at most {Delay.LongestBusiness} business days or hours, or write ordinary weeks",
            { Reach: > Delay.LongestDays } => "that is longer than 5 years, the longest duration",
            _ => null,
        };

    /// <summary>The words of a delay.</summary>
    public static string Words(Delay delay)
    {
        int[] amounts = [delay.Weeks, delay.Days, delay.Hours, delay.Minutes, delay.Seconds];
        var business = delay.IsBusiness ? "business " : "";
        return string.Join(
            ' ',
            Units
                .Zip(amounts)
                .Where(pair => pair.Second > 0)
                .Select(pair => $"{pair.Second} {business}{(pair.Second == 1 ? pair.First[..^1] : pair.First)}")
        );
    }

    private static string? ReadWords(string text, DelayAmounts amounts)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var number = Take(ref rest, char.IsAsciiDigit);
            if (number.IsEmpty)
            {
                return $"\"{text}\" is no duration; {Examples}";
            }

            if (rest is ['.' or ',', >= '0' and <= '9', ..])
            {
                return $"\"{text}\" has a fraction; write whole numbers, such as \"1 day 12 hours\"";
            }

            var unit = Take(ref rest, char.IsLetter).ToString();
            var business = unit.Equals("business", StringComparison.OrdinalIgnoreCase);
            unit = business ? Take(ref rest, char.IsLetter).ToString() : unit;
            if (Add(amounts, number, unit, business) is { } problem)
            {
                return problem;
            }

            rest = SkipJoint(rest);
        }

        return null;
    }

    private static string? Add(DelayAmounts amounts, ReadOnlySpan<char> number, string unit, bool business)
    {
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return "that is longer than 5 years, the longest duration";
        }

        var place = Array.FindIndex(Units, known => Is(unit, known));
        return place < 0 ? Unknown(amount, unit)
            : amounts.TryAdd(place, amount, business) ? null
            : $"{Units[place]} are named twice; add them up";
    }

    private static string Unknown(int amount, string unit)
    {
        if (unit.Length == 0)
        {
            return $"{amount} of what? {Examples}";
        }

        if (Is(unit, "months") || Is(unit, "years") || Is(unit, "quarters"))
        {
            return $"{unit} differ in length; write days or weeks, such as \"{(Is(unit, "months") ? 30 : 365)} days\"";
        }

        return Shorthands.TryGetValue(unit, out var word)
            ? $"\"{unit}\" is no unit; write \"{amount} {word}\""
            : $"\"{unit}\" is no unit; expected weeks, days, hours, minutes or seconds, or \"business\" before days, hours or minutes.{DidYouMean.For(unit, [.. Units, "business"])}";
    }

    // One or many: "1 days" and "3 day" are understood.
    private static bool Is(string word, string plural) =>
        plural.StartsWith(word, StringComparison.OrdinalIgnoreCase) && word.Length >= plural.Length - 1;

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest, Func<char, bool> wanted)
    {
        var length = 0;
        while (length < rest.Length && wanted(rest[length]))
        {
            length++;
        }

        var taken = rest[..length];
        rest = rest[length..].TrimStart();
        return taken;
    }

    // "1 day and 6 hours", "1 day, 6 hours": the joint says nothing, but only when something follows it.
    private static ReadOnlySpan<char> SkipJoint(ReadOnlySpan<char> rest) =>
        rest is [',', _, ..] ? rest[1..].TrimStart()
        : rest.StartsWith("and ", StringComparison.OrdinalIgnoreCase) ? rest[4..].TrimStart()
        : rest;
}
