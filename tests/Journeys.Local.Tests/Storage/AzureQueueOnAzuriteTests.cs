using Journeys.Local.Storage;
using Journeys.Local.Tests.Azurite;

namespace Journeys.Local.Tests.Storage;

[Trait("Needs", "azurite")]
[Collection(AzuriteCollection.Name)]
public sealed class AzureQueueOnAzuriteTests(AzuriteFixture azurite) : QueueContract
{
    protected override IQueue Make(string name) => new AzureQueue(azurite.Account, name);

    protected override async Task<IReadOnlyList<QueueMessage>> ReceiveAgainAsync()
    {
        // Azurite's clock is the machine's, so this asks until the second is over.
        while (true)
        {
            if (await Queue.ReceiveAsync(32, TimeSpan.FromMinutes(1), default) is { Count: > 0 } messages)
            {
                return messages;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
