using Journeys.Runtime.Queue;

namespace Journeys.Local.Storage;

/// <summary>A queue in the memory of this process, on a clock of the caller's. For tests.</summary>
public sealed class InMemoryQueue : IQueue
{
    private readonly Lock gate = new();
    private readonly LinkedList<Kept> messages = [];
    private readonly TimeProvider time;
    private long sent;
    private bool made;

    /// <summary>An empty queue, which is not there until it is ensured.</summary>
    /// <exception cref="QueueLimitException">The name cannot be that of a queue.</exception>
    public InMemoryQueue(string name, TimeProvider time)
    {
        QueueGuard.CheckName(name);
        Name = name;
        this.time = time;
    }

    public string Name { get; }

    public Task EnsureAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        made = true;
        return Task.CompletedTask;
    }

    public Task SendAsync(string text, CancellationToken cancellation)
    {
        QueueGuard.CheckText(text);
        lock (Opened(cancellation))
        {
            var now = time.GetUtcNow();
            messages.AddLast(new Kept($"m{++sent}", QueueText.Read(QueueText.Sendable(text)), now) { VisibleAt = now });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, TimeSpan invisible, CancellationToken cancellation)
    {
        QueueGuard.CheckReceive(most, invisible);
        lock (Opened(cancellation))
        {
            var now = time.GetUtcNow();
            var taken = messages.Where(kept => kept.VisibleAt <= now).Take(most).ToList();
            return Task.FromResult<IReadOnlyList<QueueMessage>>([.. taken.Select(kept => kept.Take(now + invisible))]);
        }
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation)
    {
        lock (Opened(cancellation))
        {
            var kept = messages.FirstOrDefault(kept => kept.Id == message.Id && kept.Receipt == message.Receipt);
            return Task.FromResult(kept is not null && messages.Remove(kept));
        }
    }

    public Task<int> CountAsync(CancellationToken cancellation)
    {
        lock (Opened(cancellation))
        {
            return Task.FromResult(messages.Count);
        }
    }

    public Task ClearAsync(CancellationToken cancellation)
    {
        lock (Opened(cancellation))
        {
            messages.Clear();
        }

        return Task.CompletedTask;
    }

    private Lock Opened(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return made ? gate : throw new QueueMissingException(Name);
    }

    private sealed class Kept(string id, string text, DateTimeOffset sent)
    {
        private int tries;

        public string Id => id;

        public string Receipt { get; private set; } = "";

        public DateTimeOffset VisibleAt { get; set; }

        public QueueMessage Take(DateTimeOffset visibleAt)
        {
            VisibleAt = visibleAt;
            tries++;
            Receipt = $"{id}#{tries}";
            return new QueueMessage(id, Receipt, text, tries, sent);
        }
    }
}
