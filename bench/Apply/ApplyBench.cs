using System.Text.Json;
using Journeys.Orchestrations.Machine;

namespace Journeys.Bench.Apply;

/// <summary>
/// What one transition of the machine costs one core, beside two things that every host does for each transition anyway:
/// making the facts and the input, and writing the next state as JSON.
/// </summary>
internal static class ApplyBench
{
    /// <summary>Measures the whole run, then each of its inputs.</summary>
    /// <param name="root">The repository's folder.</param>
    public static Report Measure(string root)
    {
        var run = NurtureRun.Read(root);
        var turns = run.Turns.Count;
        var applied = Stint.Of(turns, () => run.Take());
        var prepared = Stint.Of(turns, () => Prepare(run));
        var written = Stint.Of(turns, () => Write(run));
        List<Figure> figures =
        [
            new("transitions", applied.PerSecond, "/s on one core"),
            new("allocated", applied.Bytes, "bytes/transition"),
            new("next to making facts and input", applied.Nanoseconds / prepared.Nanoseconds, "times its time"),
            new("next to writing the state as JSON", applied.Nanoseconds / written.Nanoseconds, "times its time"),
        ];
        foreach (var turn in run.Turns)
        {
            var one = Stint.Of(1, () => run.Take(turn, turn.Before));
            figures.Add(new(turn.Name, one.Nanoseconds, "ns"));
            figures.Add(new(turn.Name, one.Bytes, "bytes"));
        }

        return new("apply", "JourneyMachine.Apply on workspace/whitepaper-nurture", figures);
    }

    private static void Prepare(NurtureRun run)
    {
        foreach (var turn in run.Turns)
        {
            NurtureRun.Prepare(turn);
        }
    }

    private static void Write(NurtureRun run)
    {
        foreach (var turn in run.Turns)
        {
            JsonSerializer.SerializeToUtf8Bytes(turn.Before, JourneyJson.Default.JourneyState);
        }
    }
}
