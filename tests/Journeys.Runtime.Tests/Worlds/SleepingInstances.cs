using Journeys.Runtime.Instances;
using Journeys.Runtime.Upkeep;

namespace Journeys.Runtime.Tests.Worlds;

/// <summary>Instances that only move when they are told something; what follows waits for a turn, which the test makes.</summary>
internal sealed class SleepingInstances(Advance advance) : IInstances, IWaker
{
    /// <summary>Whom the watchdog woke, in order.</summary>
    public List<string> Woken { get; } = [];

    /// <summary>Called before an instance is woken; a test lets it fail here.</summary>
    public Action<string> BeforeWaking { get; set; } = _ => { };

    public async Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation) =>
        (await advance.RunAsync(telling, cancellation)).Answers;

    public Task WakeAsync(string instance, CancellationToken cancellation)
    {
        BeforeWaking(instance);
        Woken.Add(instance);
        return Task.CompletedTask;
    }
}
