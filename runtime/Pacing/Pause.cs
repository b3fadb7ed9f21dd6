using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>Whether the sending of a journey is paused, and who decided so. A journey that never was has none.</summary>
/// <param name="Journey">The journey.</param>
/// <param name="Paused">Whether it is paused now.</param>
/// <param name="Since">Since when it is paused, or goes on.</param>
/// <param name="By">Who decided; <see cref="Itself"/> when too many mails failed.</param>
/// <param name="Why">Why it was paused, in words.</param>
/// <param name="ETag">The mark of its row.</param>
public sealed record Pause(string Journey, bool Paused, Instant Since, string By, string Why, string ETag = "")
{
    /// <summary>Who paused it when nobody did.</summary>
    public const string Itself = "journeys";

    internal Dictionary<string, object> Write() =>
        new(StringComparer.Ordinal)
        {
            ["f"] = PacingRows.Format,
            ["journey"] = Journey,
            ["paused"] = Paused,
            ["since"] = Since.ToDateTimeOffset(),
            ["by"] = By,
            ["why"] = Why,
        };

    internal static Pause Read(TableRow row)
    {
        PacingRows.CheckFormat(row);
        return new(
            row.Text("journey")!,
            (bool)row.Properties["paused"],
            Instant.FromDateTimeOffset((DateTimeOffset)row.Properties["since"]),
            row.Text("by")!,
            row.Text("why")!,
            row.ETag
        );
    }
}
