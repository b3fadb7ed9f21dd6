using System.Collections.Immutable;
using System.Globalization;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>A click in a mail, as the ledger remembers it.</summary>
/// <param name="At">When, to the second.</param>
/// <param name="Link">Which link, as a short hash: links may say more of a person than the ledger should.</param>
public sealed record MailClick(Instant At, string Link)
{
    /// <summary>How many clicks are remembered of a mail, the newest.</summary>
    public const int Kept = 8;

    private const int LinkLetters = 8;

    /// <summary>The click on a link.</summary>
    /// <param name="link">The link's address, with its place in the mail where that is known.</param>
    public static MailClick On(string link, Instant at) => new(at, StableHash.Base32(link, LinkLetters));

    /// <summary>The clicks with one more: sorted by time, each once.</summary>
    public static ImmutableArray<MailClick> With(ImmutableArray<MailClick> clicks, MailClick click)
    {
        if (clicks.Contains(click))
        {
            return clicks;
        }

        ImmutableArray<MailClick> more =
        [
            .. clicks.Add(click).OrderBy(one => one.At).ThenBy(one => one.Link, StringComparer.Ordinal).TakeLast(Kept),
        ];
        return more.SequenceEqual(clicks) ? clicks : more;
    }

    /// <summary>Clicks as a row keeps them: <c>1772442005:k3f2aabc 1772442006:…</c>.</summary>
    internal static string Write(ImmutableArray<MailClick> clicks) =>
        string.Join(
            ' ',
            clicks.Select(click =>
                string.Create(CultureInfo.InvariantCulture, $"{click.At.ToUnixTimeSeconds()}:{click.Link}")
            )
        );

    internal static ImmutableArray<MailClick> Read(string? text) =>
        [
            .. from word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            let colon = word.IndexOf(':', StringComparison.Ordinal)
            select new MailClick(
                Instant.FromUnixTimeSeconds(long.Parse(word.AsSpan(0, colon), CultureInfo.InvariantCulture)),
                word[(colon + 1)..]
            ),
        ];
}
