using System.Diagnostics;
using Journeys.Bench.Apply;
using Journeys.Cli.Authoring;
using Journeys.Cli.Simulation;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Simulation.Crowd;
using Journeys.Orchestrations.Simulation.Results;

namespace Journeys.Bench.Simulate;

/// <summary>
/// A million contacts through the whitepaper journey that ships, over 180 days, as <c>journeys simulate</c> lives them;
/// beside it, how fast the machine goes alone.
/// </summary>
internal static class SimulateBench
{
    private const long Contacts = 1_000_000;
    private const int Days = 180;
    private const int WarmUp = 20_000;

    /// <summary>Measures the crowd, and the machine alone before it.</summary>
    /// <param name="root">The repository's folder.</param>
    public static Report Measure(string root)
    {
        var run = NurtureRun.Read(root);
        var alone = Stint.Of(run.Turns.Count, () => run.Take());
        var plan = Plan(root);
        var cores = Environment.ProcessorCount;
        Crowd.Live(plan, 1, WarmUp, cores, static _ => { }, CancellationToken.None);

        var collected = GC.CollectionCount(0);
        var allocated = GC.GetTotalAllocatedBytes();
        var (used, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var segments = Crowd.Live(plan, 1, Contacts, cores, static _ => { }, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(clock);
        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes() - allocated;

        var transitions = segments.Sum(segment => segment.Transitions);
        using var process = Process.GetCurrentProcess();
        var perCore = transitions / used.TotalSeconds;
        return new(
            "simulate",
            $"{Contacts:N0} contacts through workspace/whitepaper-nurture over {Days} days, on {cores} cores",
            [
                new("time", took.TotalSeconds, "s"),
                new("processor time", used.TotalSeconds, "s of all cores"),
                new("peak memory", process.PeakWorkingSet64 / 1e6, "MB"),
                new("transitions of a contact", (double)transitions / Contacts, ""),
                new("transitions", transitions / took.TotalSeconds, "/s"),
                new("transitions", perCore, "/s of processor time"),
                new("Apply alone", alone.PerSecond, "/s on one core"),
                new("a transition next to Apply alone", alone.PerSecond / perCore, "times its time"),
                new("allocated", (double)allocated / transitions, "bytes/transition"),
                new("collections", GC.CollectionCount(0) - collected, ""),
            ]
        );
    }

    private static SimulationPlan Plan(string root)
    {
        var workspace = OfflineWorkspace.Load(Path.Combine(root, "workspace"));
        var journey = workspace.Find("whitepaper-nurture").Published!.Definition;
        var files = new BehaviourFiles(workspace);
        var model = files.Read(journey, null);
        return files.HasErrors
            ? throw new InvalidDataException(string.Join(Environment.NewLine, files.Diagnostics))
            : Planner.Make(
                new(journey, model, files.Calendars(), model.From ?? UsualBehaviour.From, Days, [], Distributions.Of)
            );
    }
}
