using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Upkeep;

/// <summary>
/// Carries out the orders to move, or to finish, those who are inside older versions: instance by instance, each in its own
/// transaction. Whoever is on the new version is not told again, so a process that dies is simply followed by another one.
/// </summary>
public sealed class VersionMover(
    MoveOrders orders,
    JourneyCatalog catalog,
    ITables tables,
    IInstances instances,
    RuntimeSettings settings,
    TimeProvider clock,
    ILogger<VersionMover> log
)
{
    /// <summary>How long an order may be left alone before another process takes it over from one that may have died.</summary>
    public static readonly Duration Patience = Duration.FromMinutes(2);

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>For a host that alone writes: takes up what an earlier process left, then follows what is published.</summary>
    /// <param name="cancellation">Ends it, between two instances; the order's row knows what is left.</param>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await UntilAnsweredAsync(() => MoveAllAsync(Duration.Zero, cancellation), cancellation);
        await FollowAsync(cancellation);
    }

    /// <summary>Moves those inside whenever something is published in this process.</summary>
    /// <param name="cancellation">Ends it, between two instances; the order's row knows what is left.</param>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        while (await orders.Announced.WaitToReadAsync(cancellation))
        {
            while (orders.Announced.TryRead(out var journey))
            {
                await UntilAnsweredAsync(() => MoveAsync(journey, cancellation), cancellation);
            }
        }
    }

    /// <summary>Carries out every order that nobody works at.</summary>
    /// <param name="leftAlone">How long nobody must have worked at one.</param>
    /// <param name="cancellation">Ends it; the next round goes on.</param>
    public async Task MoveAllAsync(Duration leftAlone, CancellationToken cancellation)
    {
        foreach (var order in await orders.AllAsync(cancellation))
        {
            if (order.TouchedAt + leftAlone <= Now)
            {
                await MoveAsync(order.Journey, cancellation);
            }
        }
    }

    /// <summary>Carries out the order of a journey, if there is one, as far as it can be.</summary>
    /// <exception cref="StorageUnavailableException">The store does not answer; whoever goes on finds what is left.</exception>
    public async Task MoveAsync(string journey, CancellationToken cancellation)
    {
        if (
            await orders.FindAsync(journey, cancellation) is not { } order
            || await catalog.FindAsync(journey, cancellation) is not { } live
        )
        {
            return;
        }

        var round = new MoveRound(order, live, catalog, tables, orders, instances, settings, log);
        if (await round.RunAsync(cancellation) is not { } done)
        {
            // Something newer was published, or another process goes on. Where no other one writes, our own progress was refused
            // because it was stored already: what is left must be looked at again.
            if (settings.SingleWriter)
            {
                orders.Announce(journey);
            }

            return;
        }

        // Processes that have not heard of the publication yet begin runs on the version before.
        if (!settings.SingleWriter && Now < order.At + Duration.FromTimeSpan(settings.CatalogAge * 2))
        {
            await orders.SaveAsync(done, cancellation);
            return;
        }

        await orders.CompleteAsync(done, cancellation);
        RuntimeLog.InsideMoved(log, journey, done.Version, done.Moved, done.Refused.Values.Sum());
    }

    private Task UntilAnsweredAsync(Func<Task> work, CancellationToken cancellation) =>
        Retries.Long.UntilAnsweredAsync(
            work,
            (fault, _) => RuntimeLog.MovingWaits(log, fault.Message),
            settings.Wall,
            cancellation
        );
}
