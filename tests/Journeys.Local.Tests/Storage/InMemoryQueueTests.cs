using Journeys.Local.Storage;
using Journeys.Tests;

namespace Journeys.Local.Tests.Storage;

public sealed class InMemoryQueueTests : QueueContract
{
    private readonly ManualTime time = new();

    protected override IQueue Make(string name) => new InMemoryQueue(name, time);

    protected override Task<IReadOnlyList<QueueMessage>> ReceiveAgainAsync()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return Queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default);
    }
}
