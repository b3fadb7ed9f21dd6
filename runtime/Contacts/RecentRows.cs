using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// What was read or written last, by key, for a host that is the only writer and therefore need not read again. Keeps at
/// most so many, and forgets the one that was used longest ago. A capacity of 0 keeps nothing beyond the piece of work under
/// way (<see cref="WorkScope"/>), which is right for hosts that share their tables. Safe for use by many threads.
/// </summary>
/// <remarks>
/// An answer of the store may come late, after somebody else has written the same row and been answered. Whoever reads or
/// writes therefore takes a mark before, and what it brings is kept only if nobody has written the row since.
/// </remarks>
/// <param name="capacity">How many are kept.</param>
public sealed class RecentRows<T>(int capacity)
    where T : class
{
    // Keys share their counts, the same ones in every process: that two of them meet costs one reading more.
    private const int Counts = 256;

    private readonly Lock gate = new();
    private readonly long[] written = new long[Counts];
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

    /// <summary>What is to be taken before a row is read or written: how often such rows were written.</summary>
    public long Mark(string key) => Interlocked.Read(ref Written(key));

    /// <summary>Keeps a value that was read, unless it was written since.</summary>
    /// <param name="mark">Taken before it was read (<see cref="Mark"/>).</param>
    public void KeepRead(string key, T value, long mark)
    {
        if (capacity == 0)
        {
            WorkScope.Current?.Keep(key, value);
            return;
        }

        lock (gate)
        {
            if (Written(key) == mark)
            {
                Put(key, value);
            }
        }
    }

    /// <summary>Keeps a value that was written. If somebody else has written it too, nobody knows whose is the last: it is forgotten.</summary>
    /// <param name="mark">Taken before it was written (<see cref="Mark"/>).</param>
    public void KeepWritten(string key, T value, long mark)
    {
        if (capacity == 0)
        {
            WorkScope.Current?.Keep(key, value);
            return;
        }

        lock (gate)
        {
            if (Written(key)++ == mark)
            {
                Put(key, value);
            }
            else
            {
                Remove(key);
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
            Written(key)++;
            Remove(key);
        }
    }

    private ref long Written(string key) => ref written[StableHash.Number(key) % Counts];

    private void Put(string key, T value)
    {
        Remove(key);
        byKey[key] = newestFirst.AddFirst((key, value));
        if (byKey.Count > capacity)
        {
            Remove(newestFirst.Last!.Value.Key);
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
