using System.Collections.Immutable;
using System.Globalization;
using Journeys.Orchestrations.Definitions;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Pacing;

/// <summary>How many of a journey's newest mails failed: pure. Mails are numbered; only the failures are kept.</summary>
/// <param name="Total">The number of the newest mail.</param>
/// <param name="Failures">The failed ones, oldest first.</param>
public sealed record Tally(long Total, ImmutableArray<FailedMail> Failures)
{
    /// <summary>How long a failure counts.</summary>
    public static readonly Duration Age = Duration.FromDays(1);

    public static readonly Tally Empty = new(0, []);

    /// <summary>The tally after some more were sent, and some failed.</summary>
    public Tally With(int sent, IEnumerable<MailFailure> failures, Instant now)
    {
        var (total, failed) = (Total + sent, Failures);
        foreach (var failure in failures)
        {
            // One that was taken and came back is counted among the sent already.
            total += failure.WasSent ? 0 : 1;
            failed = failed.Add(new(total, failure.At));
        }

        return new(
            total,
            [
                .. failed
                    .Where(one => one.Number > total - PauseAfter.MostOf && one.At > now - Age)
                    .TakeLast(PauseAfter.MostOf),
            ]
        );
    }

    /// <summary>How many of the last so many mails failed.</summary>
    /// <param name="of">Among how many.</param>
    /// <param name="after">Earlier ones do not count: somebody saw them, and let sending go on.</param>
    /// <param name="now">The instant of counting.</param>
    public int Failed(int of, Instant after, Instant now) =>
        Failures.Count(one => one.Number > Total - of && one.At > after && one.At > now - Age);

    internal Dictionary<string, object> Write()
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["f"] = PacingRows.Format,
            ["total"] = Total,
        };
        PackedText.Write(
            properties,
            "failures",
            string.Join(
                ',',
                Failures.Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Number}@{one.At.ToUnixTimeTicks()}")
                )
            )
        );
        return properties;
    }

    internal static Tally Read(TableRow row)
    {
        PacingRows.CheckFormat(row);
        var failures = PackedText.Read(row, "failures") ?? "";
        return new(
            (long)row.Properties["total"],
            [.. failures.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ReadOne)]
        );
    }

    private static FailedMail ReadOne(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return new(
            long.Parse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture),
            Instant.FromUnixTimeTicks(long.Parse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture))
        );
    }
}

/// <summary>A mail that failed, by its number.</summary>
public readonly record struct FailedMail(long Number, Instant At);

/// <summary>A mail that failed.</summary>
/// <param name="At">When it became known.</param>
/// <param name="WasSent">Whether it was counted among the sent before: it bounced, was dropped or complained about.</param>
/// <param name="Why">What is known of it, in words.</param>
public sealed record MailFailure(Instant At, bool WasSent, string Why);
