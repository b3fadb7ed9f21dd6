using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Doctor;

/// <summary>Looks at the effects of a shard that are left to do, and should have been done.</summary>
public sealed class EffectCheck(Ledger ledger, ITables tables, IWaker waker, TimeProvider clock)
{
    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>Looks at one shard.</summary>
    public async Task CheckAsync(string journey, string partition, Examination into, CancellationToken cancellation)
    {
        var (open, unreadable) = await ledger.ScanAsync(partition, cancellation);
        foreach (var effect in unreadable)
        {
            into.Note(Ailment.Unreadable, journey, "the effect's row is of another version, or damaged", effect, null);
        }

        foreach (var entry in open.Where(IsLate))
        {
            var key = InstanceRows.StateKey(entry.Instance);
            var state = await tables.ReadAsync(InstanceRows.Table, partition, key, cancellation);
            if (state is null)
            {
                into.Note(Ailment.Orphan, journey, "an effect that is not done", entry.Id, entry.ClaimedAt);
                continue;
            }

            await into.NoteAsync(
                AilmentOf(entry, state),
                journey,
                $"{entry.Kind}, {EffectStatusWords.Of(entry.Status)}{(entry.Detail is { } why ? $": {why}" : "")}",
                entry.Id,
                entry.NotBefore ?? entry.ClaimedAt,
                () => WakeAsync(entry.Instance, cancellation)
            );
        }
    }

    private static Ailment AilmentOf(LedgerEntry entry, TableRow state) =>
        entry.Status == EffectStatus.Sending ? Ailment.Sending
        : state.Text("status") == "finished" ? Ailment.LeftOver
        : Ailment.Unperformed;

    private bool IsLate(LedgerEntry entry) => (entry.NotBefore ?? entry.ClaimedAt) < Now - Watchdog.EffectGrace;

    private async Task<bool> WakeAsync(string instance, CancellationToken cancellation)
    {
        await waker.WakeAsync(instance, cancellation);
        return true;
    }
}
