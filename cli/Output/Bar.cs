namespace Journeys.Cli.Output;

/// <summary>A number as a bar.</summary>
internal static class Bar
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>A bar to an eighth of a column; anything above nothing shows at least a sliver.</summary>
    /// <param name="part">The number.</param>
    /// <param name="whole">The number that fills the columns.</param>
    public static string Of(int part, int whole, int columns)
    {
        if (part <= 0 || whole <= 0)
        {
            return "";
        }

        var eighths = Math.Max(1, (int)Math.Round(8.0 * columns * Math.Min(part, whole) / whole));
        return new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[eighths % 8].ToString());
    }
}
