using NodaTime;

namespace Journeys.Runtime.Doctor;

/// <summary>One look at a part of the store: gathers what is found, and mends it where that was asked for.</summary>
/// <param name="repairs">Whether what can be mended is.</param>
public sealed class Examination(bool repairs)
{
    /// <summary>How many are named of those with the same finding.</summary>
    public const int Named = 5;

    private readonly Dictionary<(string Code, string? Journey, string What), Found> found = [];

    /// <summary>What was found, by code.</summary>
    public IReadOnlyList<Found> Findings =>
        [
            .. found
                .Values.OrderBy(one => one.Ailment.Code, StringComparer.Ordinal)
                .ThenBy(one => one.Journey)
                .ThenBy(one => one.What),
        ];

    /// <summary>Notes a finding.</summary>
    /// <param name="ailment">What is wrong.</param>
    /// <param name="journey">Where; null when it concerns no journey.</param>
    /// <param name="what">What is wrong in this case; those with the same words are counted together.</param>
    /// <param name="subject">Whom or what it concerns.</param>
    /// <param name="since">Since when; null when nobody knows.</param>
    /// <param name="count">How many at once.</param>
    public void Note(Ailment ailment, string? journey, string what, string? subject, Instant? since, int count = 1)
    {
        var key = (ailment.Code, journey, what);
        var one = found.GetValueOrDefault(key) ?? new Found(ailment, journey, what);
        found[key] = one with
        {
            Count = one.Count + count,
            Subjects = subject is null || one.Subjects.Count >= Named ? one.Subjects : [.. one.Subjects, subject],
            Since = one.Since is null || since < one.Since ? since : one.Since,
        };
    }

    /// <summary>Notes a finding that can be mended, and mends it if that was asked for.</summary>
    /// <param name="mend">Mends it; false when somebody else has changed it meanwhile.</param>
    public async Task NoteAsync(
        Ailment ailment,
        string? journey,
        string what,
        string? subject,
        Instant? since,
        Func<Task<bool>> mend
    )
    {
        Note(ailment, journey, what, subject, since);
        if (repairs && await mend())
        {
            var key = (ailment.Code, journey, what);
            found[key] = found[key] with { Repaired = found[key].Repaired + 1 };
        }
    }
}

/// <summary>Something that was found.</summary>
/// <param name="Ailment">What is wrong.</param>
/// <param name="Journey">Where; null when it concerns no journey.</param>
/// <param name="What">What is wrong in this case.</param>
public sealed record Found(Ailment Ailment, string? Journey, string What)
{
    /// <summary>How many.</summary>
    public int Count { get; init; }

    /// <summary>Some of those it concerns: instances, effects, tasks.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Since when the first of them; null when nobody knows.</summary>
    public Instant? Since { get; init; }

    /// <summary>How many were mended.</summary>
    public int Repaired { get; init; }
}
