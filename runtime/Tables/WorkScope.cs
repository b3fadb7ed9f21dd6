using System.Collections.Concurrent;

namespace Journeys.Runtime.Tables;

/// <summary>
/// What one piece of work has read and written itself, so that it need not read it again: an event that is taken in, or a
/// turn of an instance, on a host that is not the only writer. It flows with the calls; without one, everything is read.
/// </summary>
/// <remarks>
/// Nothing wrong can come of it. A change of an instance is stored only if the instance has not moved since it was read,
/// and <see cref="Instances.Advance"/> forgets contact and account whenever it reads an instance: a decision never looks at
/// facts that are older than the state it is made on. What is older than <see cref="Age"/> is read again all the same.
/// </remarks>
public sealed class WorkScope : IDisposable
{
    /// <summary>How old the facts of a decision may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private static readonly AsyncLocal<WorkScope?> Ambient = new();

    private readonly ConcurrentDictionary<(Type Kind, string Key), (object Value, long At)> kept = new();
    private readonly TimeProvider clock;

    private WorkScope(TimeProvider clock) => this.clock = clock;

    /// <summary>The scope of the work under way; null when there is none.</summary>
    public static WorkScope? Current => Ambient.Value;

    /// <summary>Begins a piece of work. Work within work shares its scope, so that it sees what it did itself.</summary>
    /// <returns>Ends it; null when it belongs to a piece of work that began before.</returns>
    public static WorkScope? Begin(TimeProvider clock)
    {
        if (Ambient.Value is not null)
        {
            return null;
        }

        return Ambient.Value = new(clock);
    }

    /// <summary>What is known under a key, or null.</summary>
    public T? Find<T>(string key)
        where T : class =>
        kept.TryGetValue((typeof(T), key), out var found) && clock.GetElapsedTime(found.At) < Age
            ? (T)found.Value
            : null;

    public void Keep<T>(string key, T value)
        where T : class => kept[(typeof(T), key)] = (value, clock.GetTimestamp());

    /// <summary>Forgets a value that has proved stale, or whose fate is unknown.</summary>
    public void Drop<T>(string key) => kept.TryRemove((typeof(T), key), out _);

    /// <summary>Forgets all values of a kind.</summary>
    public void Drop<T>()
    {
        foreach (var key in kept.Keys.Where(key => key.Kind == typeof(T)))
        {
            kept.TryRemove(key, out _);
        }
    }

    public void Dispose() => Ambient.Value = null;
}
