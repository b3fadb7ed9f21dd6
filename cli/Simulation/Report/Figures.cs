using System.Globalization;
using Journeys.Orchestrations.Simulation.Results;
using NodaTime;

namespace Journeys.Cli.Simulation.Report;

/// <summary>Figures as people read them, alike in the terminal, on the page and in Markdown.</summary>
internal static class Figures
{
    private const double Minute = 60;
    private const double Hour = 60 * Minute;
    private const double Day = 24 * Hour;

    /// <summary><c>12,345</c>.</summary>
    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary><c>+12</c>, <c>-3</c>, <c>0</c>.</summary>
    public static string Change(double number) => number.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    /// <summary><c>12.3 %</c>; with two digits where one would hide it.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(Math.Abs(share) is > 0 and < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>12.3 % (12.1 to 12.5 %)</c>.</summary>
    public static string Percent(Rate rate) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Percent(rate.Share)} ({Bound(rate, rate.Low)} to {Bound(rate, rate.High)} %)"
        );

    /// <summary>How a figure changes for a thousand contacts: <c>+12.0 (+8.1 to +15.9)</c>.</summary>
    public static string PerThousand(FigureReport figure) =>
        $"{Signed(figure.Difference)} ({Signed(figure.Low)} to {Signed(figure.High)})";

    /// <summary>A length of time in its two largest units that matter: <c>45 min</c>, <c>3 h 20 min</c>, <c>2 d 4 h</c>, <c>62 d</c>.</summary>
    public static string Length(double seconds) =>
        seconds < 1 ? "0"
        : seconds < Minute ? Unit(seconds, 1, "s")
        : seconds < 2 * Hour ? Unit(seconds, Minute, "min")
        : seconds < 2 * Day ? Unit(seconds, Hour, "h")
        : seconds < 10 * Day ? $"{Math.Round(seconds / Day, 1).ToString(CultureInfo.InvariantCulture)} d"
        : Unit(seconds, Day, "d");

    /// <summary><c>Mon 2 Mar 2026</c>.</summary>
    public static string Date(LocalDate date) => date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Day after day in one line of so many columns, the highest full: <c>▁▂▅▇█</c>.</summary>
    public static string Curve(IReadOnlyList<long> counts, int columns)
    {
        var width = Math.Min(columns, counts.Count);
        var means = Enumerable.Range(0, width).Select(i => Mean(counts, i, width)).ToList();
        var most = means.Max();
        return string.Concat(means.Select(mean => mean <= 0 ? ' ' : "▁▂▃▄▅▆▇█"[(int)Math.Min(7, mean / most * 8)]));
    }

    private static double Mean(IReadOnlyList<long> counts, int part, int parts)
    {
        var from = part * counts.Count / parts;
        var to = Math.Max(from + 1, (part + 1) * counts.Count / parts);
        return counts.Skip(from).Take(to - from).Average();
    }

    private static string Signed(double each) =>
        (each * 1000).ToString("+#,0.0;-#,0.0;0", CultureInfo.InvariantCulture);

    private static string Unit(double seconds, double unit, string name) =>
        $"{Math.Round(seconds / unit).ToString(CultureInfo.InvariantCulture)} {name}";

    private static string Bound(Rate rate, double bound) =>
        (bound * 100).ToString(rate.Share is > 0 and < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
