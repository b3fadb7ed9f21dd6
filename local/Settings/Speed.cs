using System.Globalization;
using System.Text.RegularExpressions;

namespace Journeys.Local.Settings;

/// <summary>
/// How fast the host's clock runs, as people write it: <c>1d=1s</c> (a day passes in a second), <c>60x</c> or <c>60</c>.
/// </summary>
public static partial class Speed
{
    /// <summary>The fastest: more than eleven days a second leave no time to see anything.</summary>
    public const double Most = 1_000_000;

    /// <summary>The slowest.</summary>
    public const double Least = 0.001;

    private const string Advice =
        "Write 1d=1s (a day passes in a second), 60x (sixty times as fast as real time), or 1x for real time";

    private static readonly Dictionary<string, double> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ms"] = 0.001,
        ["s"] = 1,
        ["sec"] = 1,
        ["second"] = 1,
        ["m"] = 60,
        ["min"] = 60,
        ["minute"] = 60,
        ["h"] = 3_600,
        ["hour"] = 3_600,
        ["d"] = 86_400,
        ["day"] = 86_400,
        ["w"] = 604_800,
        ["week"] = 604_800,
    };

    /// <summary>Seconds of the host's clock per second of the wall's.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="problem">What is wrong with it, and what to write; null when nothing is.</param>
    public static double Read(string text, out string? problem)
    {
        problem = null;
        var speed = Factor(text.Trim()) ?? double.NaN;
        if (double.IsNaN(speed))
        {
            problem = $"the speed \"{text}\" cannot be understood. {Advice}.";
        }
        else if (speed is < Least or > Most)
        {
            problem = string.Create(
                CultureInfo.InvariantCulture,
                $"the speed \"{text}\" is {speed:0.######} times real time; it can be {Least} to {Most:#,0}. {Advice}."
            );
        }

        return speed;
    }

    /// <summary>A speed in words: <c>a day passes in 1 second</c>.</summary>
    public static string Words(double speed)
    {
        if (speed is 0 or 1)
        {
            return speed is 0 ? "moved by hand" : "real time";
        }

        // The longest span that passes while one watches.
        var (name, span) = speed switch
        {
            >= 720 => ("a day", 86_400),
            >= 30 => ("an hour", 3_600),
            _ => ("a minute", 60),
        };
        var seconds = span / speed;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} passes in {seconds:0.###} {(seconds is 1 ? "second" : "seconds")}"
        );
    }

    private static double? Factor(string text)
    {
        var sides = text.Split('=');
        return sides.Length switch
        {
            2 when Seconds(sides[0]) is { } simulated && Seconds(sides[1]) is > 0 and { } real => simulated / real,
            1 when Multiple().Match(text) is { Success: true } match => double.Parse(
                match.Groups["n"].ValueSpan,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };
    }

    private static double? Seconds(string span)
    {
        var match = Span().Match(span);
        if (!match.Success)
        {
            return null;
        }

        var unit = match.Groups["unit"].Value;
        var one = unit.Length > 2 && unit.EndsWith('s') ? unit[..^1] : unit;
        return Units.TryGetValue(one, out var seconds)
            ? double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) * seconds
            : null;
    }

    [GeneratedRegex(@"^(?<n>\d{1,9}(\.\d{1,6})?)\s*(x|times)?$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Multiple();

    [GeneratedRegex(@"^\s*(?<n>\d{1,9}(\.\d{1,6})?)\s*(?<unit>[A-Za-z]{1,8})\s*$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Span();
}
