using Journeys.Orchestrations.Scenarios;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>One line of a comparison.</summary>
/// <param name="Mark">What is to be thought of it.</param>
/// <param name="At">When; of what did not happen, when it was expected.</param>
/// <param name="Happened">What happened; null: nothing.</param>
/// <param name="Expected">What was expected; null: nothing.</param>
internal sealed record Row(Mark Mark, Instant At, string? Happened, string? Expected)
{
    /// <summary>Something that happened and was not expected; whether that matters depends on what it is.</summary>
    public static Row Of(Note note, DateTimeZone zone) =>
        new(note.IsCounted ? Mark.Extra : Mark.Remark, note.At, Line(note, zone), null);

    /// <summary>Something that was expected and did not happen.</summary>
    public static Row Missing(Expectation expected, DateTimeZone zone) =>
        new(Mark.Missing, expected.At, null, Line(expected, zone));

    /// <summary>Something that happened, beside what was expected in its place.</summary>
    public static Row Pair(Note note, Expectation expected, DateTimeZone zone)
    {
        var differing = expected
            .Details.Where(wanted => !Comparison.Matches(wanted, note.Details.GetValueOrDefault(wanted.Key)))
            .ToList();
        var same = differing.Count == 0 && note.At == expected.At;
        var wanted = expected with { Details = [.. differing] };
        return new(
            same ? Mark.Same : Mark.Different,
            note.At,
            Line(note, zone, same ? [] : [.. differing.Select(detail => detail.Key)]),
            Line(wanted, zone)
        );
    }

    private static string Line(Note note, DateTimeZone zone, string[]? only = null)
    {
        var time = Time(note.At, zone);
        if (note.Deed is not { } deed)
        {
            return $"{time}  {note.Words}";
        }

        var details = note.Details;
        if (deed == Deed.Decide)
        {
            var to = details.TryGetValue("to", out var next) ? $" → {next}" : "";
            return $"{time}  at {note.Name}: {details.GetValueOrDefault(Deeds.Because)}{to}";
        }

        var told = details.Where(detail => only?.Contains(detail.Key) ?? IsTelling(deed, detail.Key));
        return $"{time}  {Deeds.Word(deed)} {note.Name}{Words(told)}";
    }

    private static string Line(Expectation expected, DateTimeZone zone) =>
        $"{Time(expected.At, zone)}  {Deeds.Word(expected.Deed)} {expected.Name}{Words(expected.Details)}";

    // What an author would write into an expectation, and not what the journey says anyway.
    private static bool IsTelling(Deed deed, string detail) =>
        (deed, detail) switch
        {
            (Deed.Email, "subject") or (Deed.Task or Deed.Handoff, "due") => true,
            (Deed.Email or Deed.Task or Deed.Handoff or Deed.Remind or Deed.Notify, _) => false,
            _ => true,
        };

    private static string Words(IEnumerable<KeyValuePair<string, string>> details) =>
        string.Concat(details.Select(detail => $", {detail.Key} \"{detail.Value}\""));

    private static string Time(Instant at, DateTimeZone zone) =>
        at.InZone(zone).ToString("ddd ", System.Globalization.CultureInfo.InvariantCulture)
        + ScenarioTime.Words(at, zone);
}

/// <summary>What is to be thought of a line.</summary>
internal enum Mark
{
    /// <summary>It happened, and nobody needs to expect it.</summary>
    Remark,

    /// <summary>It happened as expected.</summary>
    Same,

    /// <summary>It happened otherwise than expected.</summary>
    Different,

    /// <summary>It happened and was not expected.</summary>
    Extra,

    /// <summary>It was expected and did not happen.</summary>
    Missing,
}
