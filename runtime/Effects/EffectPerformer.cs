using Journeys.Runtime.Instances;
namespace Journeys.Runtime.Effects;
/// <summary>x</summary>
public sealed class EffectPerformer { 
/// <summary>x</summary>
public Task<Told> PerformAsync(LedgerEntry e, CancellationToken c) => throw new NotSupportedException(); }
