namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// Who waits for which event. An event goes to the newest waiter of its name; without one it is kept until somebody waits.
/// Names are compared without regard to case.
/// </summary>
internal sealed class Waiters
{
    private readonly Dictionary<string, Stack<Action<string>>> waiting = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<History.EventRaised> kept = [];

    public bool Any => waiting.Values.Any(stack => stack.Count > 0);

    public Task<T> WaitAsync<T>(string name)
    {
        // Continuations run here, on the orchestrator's thread.
        var source = new TaskCompletionSource<T>();
        if (!waiting.TryGetValue(name, out var stack))
        {
            waiting[name] = stack = new();
        }

        stack.Push(payload => source.SetResult(Payload.Read<T>(payload)!));
        if (kept.Find(raised => Is(raised, name)) is { } first)
        {
            kept.Remove(first);
            Give(first);
        }

        return source.Task;
    }

    public void Give(History.EventRaised raised)
    {
        if (waiting.TryGetValue(raised.Name, out var stack) && stack.TryPop(out var waiter))
        {
            waiter(raised.Payload);
        }
        else
        {
            kept.Add(raised);
        }
    }

    /// <summary>The events that nobody waited for.</summary>
    public IReadOnlyList<History.EventRaised> TakeKept()
    {
        var taken = kept.ToArray();
        kept.Clear();
        return taken;
    }

    private static bool Is(History.EventRaised raised, string name) =>
        string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase);
}
