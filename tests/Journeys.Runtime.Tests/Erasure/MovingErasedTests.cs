using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;

namespace Journeys.Runtime.Tests.Erasure;

public sealed class MovingErasedTests
{
    [Fact]
    public async Task An_order_to_move_those_inside_ends_although_somebody_inside_is_just_being_erased()
    {
        var world = await World.SleepingAsync();
        await world.SendAsync("whitepaper.downloaded");
        var other = Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal);
        var request = Samples.Request(other) with { Inside = InsideChoice.Move };
        await world.Get<Publisher>().PublishAsync("nurture", request, "mia", default);

        // Nothing is taken in or decided any more, and the rows of its run are still there.
        await world.Get<ContactStore>().FenceAsync("ada@example.com", default);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        using var limit = new CancellationTokenSource();
        var commits = 0;
        world.Tables.BeforeCommit = Count;
        await world.Get<VersionMover>().MoveAsync("nurture", limit.Token);

        Assert.Null(await world.Get<MoveOrders>().FindAsync("nurture", default));

        // It would go round for ever.
        Task Count(IReadOnlyList<RowChange> changes)
        {
            world.Tables.BeforeCommit = Count;
            if (++commits > 100)
            {
                limit.Cancel();
            }

            return Task.CompletedTask;
        }
    }
}
