using System.Runtime.CompilerServices;
using Journeys.Local.Storage;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Queue;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Queue;

/// <summary>
/// The messages of the poison queue that name a contact. Whoever looks takes them all for a moment, because a queue shows its
/// messages only to those who take them; nobody else takes from this one by itself. What waits in the queue of events needs
/// no looking: it is taken in within seconds, and refused for a contact that was erased.
/// </summary>
internal sealed class PoisonPlace(IQueue poison) : IContactPlace
{
    // Long enough to look through a long queue, and short enough for whoever wants to see the rest afterwards.
    private static readonly TimeSpan Invisible = TimeSpan.FromSeconds(30);

    public IReadOnlyList<string> Kinds { get; } = [ContactKinds.Messages];

    public async IAsyncEnumerable<ContactFind> FindAsync(
        ContactTraces traces,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var messages = await poison.ReceiveAsync(QueueLimits.ReceiveMessages, Invisible, cancellation);
            // One that comes a second time has become visible again: all the others were seen too.
            if (!messages.Any(message => seen.Add(message.Id)))
            {
                yield break;
            }

            foreach (var message in messages.Where(message => traces.IsNamedIn(message.Text)))
            {
                var text = new Dictionary<string, object> { ["text"] = message.Text };
                yield return new(ContactKinds.Messages, new TableRow(poison.Name, message.Id, text))
                {
                    Handle = message,
                };
            }
        }
    }

    public async Task RemoveAsync(IReadOnlyList<ContactFind> finds, CancellationToken cancellation)
    {
        foreach (var message in finds.Select(find => find.Handle).OfType<QueueMessage>())
        {
            await poison.DeleteAsync(message, cancellation);
        }
    }
}
