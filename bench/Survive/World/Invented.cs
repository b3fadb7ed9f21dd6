using Journeys.Local.Demo.World;
using NodaTime;

namespace Journeys.Bench.Survive.World;

/// <summary>As many people as are wanted: the demo's, and others like them.</summary>
internal static class Invented
{
    /// <summary>People whose first steps are spread over a span of time.</summary>
    /// <param name="file">The demo's people.</param>
    /// <param name="number">How many are wanted.</param>
    /// <param name="from">When the first comes.</param>
    /// <param name="span">How much later the last comes.</param>
    public static IReadOnlyList<Lead> People(string file, int number, Instant from, Duration span)
    {
        var known = Lead.Read(file, int.MaxValue, from);
        return
        [
            .. Enumerable
                .Range(0, number)
                .Select(i => Like(known[i % known.Count], i / known.Count) with { At = from + (span * i / number) }),
        ];
    }

    private static Lead Like(Lead lead, int copy)
    {
        if (copy == 0)
        {
            return lead;
        }

        var texts = lead.Texts.ToDictionary(StringComparer.Ordinal);
        if (texts.TryGetValue("accountId", out var account))
        {
            texts["accountId"] = $"{account}-{copy}";
        }

        return lead with
        {
            Id = lead.Id.Replace("@", $"+{copy}@", StringComparison.Ordinal),
            Texts = texts,
        };
    }
}
