using Journeys.Runtime.Effects;

namespace Journeys.Runtime.Instances;

/// <summary>
/// Instances without a scheduler: whoever tells one something moves it, and performs what follows, before the call
/// returns. The hosts have schedulers of their own: this one is for tests, which tell one thing after the other.
/// </summary>
public sealed class DirectInstances(Advance advance, EffectPerformer performer) : IInstances
{
    public async Task<IReadOnlyList<AdvanceAnswer>> TellAsync(Telling telling, CancellationToken cancellation)
    {
        var advanced = await advance.RunAsync(telling, cancellation);
        foreach (var commission in advanced.Commissions)
        {
            // One that is to be repeated stays open in the ledger, where whoever looks after unfinished effects finds it.
            if (await performer.PerformAsync(commission, cancellation) is { } told)
            {
                await TellAsync(new(telling.Instance, commission.Contact, [told]), cancellation);
            }
        }

        return advanced.Answers;
    }
}
