using System.Collections.Immutable;
using Journeys.Orchestrations.Scenarios;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>
/// Lays what happened beside what was expected. Within one instant the order does not matter; otherwise the two are
/// aligned so that as little as possible differs.
/// </summary>
internal static class Comparison
{
    // What nobody expected, or did not happen, costs more than one thing that differs a little.
    private const double Alone = 1;
    private const double Differing = 1.5;
    private const double DifferingDecision = 0.9;

    /// <summary>The rows, in the order of time.</summary>
    public static ImmutableArray<Row> Of(Played played, DateTimeZone zone)
    {
        var notes = played.Notes;
        var expected = InOrder(notes, played.Scenario.Expect);
        var costs = Costs(notes, expected);
        var rows = ImmutableArray.CreateBuilder<Row>(notes.Length + expected.Count);
        for (var (i, j) = (0, 0); i < notes.Length || j < expected.Count; )
        {
            if (
                j < expected.Count
                && i < notes.Length
                && costs[i, j] == Pairing(notes[i], expected[j]) + costs[i + 1, j + 1]
            )
            {
                rows.Add(Row.Pair(notes[i++], expected[j++], zone));
            }
            else if (i < notes.Length && costs[i, j] == Skipping(notes[i]) + costs[i + 1, j])
            {
                var note = notes[i++];
                if (!note.IsQuiet)
                {
                    rows.Add(Row.Of(note, zone));
                }
            }
            else
            {
                rows.Add(Row.Missing(expected[j++], zone));
            }
        }

        return rows.ToImmutable();
    }

    /// <summary>What is expected of the end and is otherwise, in words; empty when nothing is.</summary>
    public static ImmutableArray<string> OfEnd(Played played)
    {
        var end = played.Scenario.End;
        return
        [
            .. from wanted in end.Details.Prepend(new("state", end.State))
            let found = Found(played, wanted.Key)
            where !Matches(wanted, found)
            select $"{wanted.Key} is {(found is null ? "not known" : $"\"{found}\"")}, expected \"{wanted.Value}\"",
        ];
    }

    /// <summary>Whether a value is the wanted one; a reason needs only be part of it.</summary>
    public static bool Matches(KeyValuePair<string, string> wanted, string? found) =>
        wanted.Key == Deeds.Because
            ? found?.Contains(wanted.Value, StringComparison.OrdinalIgnoreCase) == true
            : found == wanted.Value;

    private static string? Found(Played played, string name) =>
        name.StartsWith("contact.", StringComparison.Ordinal)
            ? played.Profile[name["contact.".Length..]]?.ToString()
            : played.End.GetValueOrDefault(name);

    private static bool Fits(Note note, Expectation expected) =>
        note.At == expected.At && IsAlike(note, expected) && expected.Details.All(wanted => Matches(wanted, note));

    private static bool Matches(KeyValuePair<string, string> wanted, Note note) =>
        Matches(wanted, note.Details.GetValueOrDefault(wanted.Key));

    private static bool IsAlike(Note note, Expectation expected) =>
        note.Deed == expected.Deed && note.Name == expected.Name;

    // What is expected at one instant comes in the order in which it happened; what did not happen stays where it is.
    private static List<Expectation> InOrder(ImmutableArray<Note> notes, ImmutableArray<Expectation> expected)
    {
        var places = new int[expected.Length];
        Array.Fill(places, -1);
        Find(Fits);
        Find((note, one) => note.At == one.At && IsAlike(note, one));
        for (var j = 0; j < places.Length; j++)
        {
            places[j] = places[j] >= 0 || j == 0 ? places[j] : places[j - 1];
        }

        return
        [
            .. Enumerable
                .Range(0, expected.Length)
                .OrderBy(j => expected[j].At)
                .ThenBy(j => places[j])
                .Select(j => expected[j]),
        ];

        void Find(Func<Note, Expectation, bool> belong)
        {
            for (var j = 0; j < expected.Length; j++)
            {
                for (var i = 0; places[j] < 0 && i < notes.Length; i++)
                {
                    places[j] = belong(notes[i], expected[j]) && !places.Contains(i) ? i : -1;
                }
            }
        }
    }

    private static double Skipping(Note note) => note.IsCounted ? Alone : 0;

    private static double Pairing(Note note, Expectation expected) =>
        Fits(note, expected) ? 0
        : !IsAlike(note, expected) ? double.PositiveInfinity
        : note.IsCounted ? Differing
        : DifferingDecision;

    // The least cost of laying the rest of both beside each other, from each pair of places on.
    private static double[,] Costs(ImmutableArray<Note> notes, List<Expectation> expected)
    {
        var costs = new double[notes.Length + 1, expected.Count + 1];
        for (var i = notes.Length; i >= 0; i--)
        {
            for (var j = expected.Count; j >= 0; j--)
            {
                var pair =
                    i < notes.Length && j < expected.Count
                        ? Pairing(notes[i], expected[j]) + costs[i + 1, j + 1]
                        : double.PositiveInfinity;
                var skip = i < notes.Length ? Skipping(notes[i]) + costs[i + 1, j] : double.PositiveInfinity;
                var miss = j < expected.Count ? Alone + costs[i, j + 1] : double.PositiveInfinity;
                costs[i, j] = i == notes.Length && j == expected.Count ? 0 : Math.Min(pair, Math.Min(skip, miss));
            }
        }

        return costs;
    }
}
