using Journeys.Local.Queue;
using Journeys.Local.Storage;
using Journeys.Runtime.Erasure;
using Journeys.Tests;

namespace Journeys.Local.Tests.Queue;

/// <summary>The poison queue gives up the messages of an erased contact, and keeps all others.</summary>
public sealed class PoisonPlaceTests
{
    [Fact]
    public async Task The_messages_that_name_the_contact_go_and_the_others_stay()
    {
        var time = new ManualTime();
        var queue = new InMemoryQueue("journey-events-poison", time);
        await queue.EnsureAsync(default);
        for (var number = 0; number < 40; number++)
        {
            await queue.SendAsync($$"""{"subject":"other{{number}}@example.com"}""", default);
            await queue.SendAsync($$"""{"subject":"ada@example.com","id":"{{number}}"}""", default);
        }

        var place = new PoisonPlace(queue);
        var finds = new List<ContactFind>();
        await foreach (var find in place.FindAsync(new ContactTraces("ada@example.com", [], []), default))
        {
            finds.Add(find);
        }

        await place.RemoveAsync(finds, default);

        Assert.Equal(40, finds.Count);
        Assert.Equal(40, await queue.CountAsync(default));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.All(
            await queue.ReceiveAsync(32, TimeSpan.FromSeconds(1), default),
            message => Assert.Contains("other", message.Text, StringComparison.Ordinal)
        );
    }
}
