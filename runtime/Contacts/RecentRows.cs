using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// What was read or written last, by key, for a host that is the only writer and therefore need not read again. Keeps at
/// most so many, and forgets the one that was used longest ago. A capacity of 0 keeps nothing beyond the piece of work under
/// way (<see cref="WorkScope"/>), which is right for hosts that share their tables. Safe for use by many threads.
/// </summary>
/// <param name="capacity">How many are kept.</param>
public sealed class RecentRows<T>(int capacity)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> byKey = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> newestFirst = new();

    /// <summary>What is kept under a key, or null.</summary>
    public T? Find(string key)
    {
        if (capacity == 0)
        {
            return WorkScope.Current?.Find<T>(key);
        }

        lock (gate)
        {
            if (!byKey.TryGetValue(key, out var node))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Keeps a value.</summary>
    public void Keep(string key, T value)
    {
        if (capacity == 0)
        {
            WorkScope.Current?.Keep(key, value);
            return;
        }

        lock (gate)
        {
            Remove(key);
            byKey[key] = newestFirst.AddFirst((key, value));
            if (byKey.Count > capacity)
            {
                Remove(newestFirst.Last!.Value.Key);
            }
        }
    }

    /// <summary>Forgets a value that somebody else may have written since; where nobody else writes there is none.</summary>
    public void Outdate(string key)
    {
        if (capacity == 0)
        {
            WorkScope.Current?.Drop<T>(key);
        }
    }

    /// <summary>Forgets a value that has proved stale, or whose fate is unknown.</summary>
    public void Drop(string key)
    {
        WorkScope.Current?.Drop<T>(key);
        lock (gate)
        {
            Remove(key);
        }
    }

    private void Remove(string key)
    {
        if (byKey.Remove(key, out var node))
        {
            newestFirst.Remove(node);
        }
    }
}
