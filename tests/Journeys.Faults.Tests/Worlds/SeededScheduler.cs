using System.Diagnostics;
using Journeys.Tests;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// Runs asynchronous code on one thread and, wherever several pieces of it could go on, draws which one does. With the
/// wall's clock moved only when nothing can go on, a seed fixes everything that happens, and a failing one can be replayed.
/// </summary>
internal sealed class SeededScheduler(Chance chance, ManualTime wall, Tally tally)
{
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly List<(SendOrPostCallback Callback, object? State)> ready = [];
    private volatile Exception? escape;

    /// <summary>Runs a story to its end.</summary>
    /// <exception cref="TimeoutException">It did not end in so many steps: something waits for what never comes.</exception>
    /// <exception cref="BrokenPromiseException">Something happened that must not.</exception>
    public void Run(Func<Task> story, int steps)
    {
        var before = SynchronizationContext.Current;
        try
        {
            Begin();
            var told = story();
            while (!told.IsCompleted)
            {
                if (steps-- == 0)
                {
                    throw new TimeoutException("the story did not end; something waits for what never comes");
                }

                Begin();
                Step();
                if ((escape ?? tally.Broken) is { } fault)
                {
                    throw fault;
                }
            }

            told.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    // What awaits in one turn goes on in another: were both the same context, it would go on at once, undrawn.
    private void Begin() => SynchronizationContext.SetSynchronizationContext(new Turn(this));

    private void Step()
    {
        if (ready.Count == 0)
        {
            if (!wall.AdvanceToNext())
            {
                throw new UnreachableException("nothing can go on and no timer is set: a deadlock");
            }

            return;
        }

        var next = ready.Count == 1 ? 0 : chance.Below(ready.Count);
        var (callback, state) = ready[next];
        ready[next] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        callback(state);
    }

    private void Add(SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId == thread)
        {
            ready.Add((callback, state));
        }
        else
        {
            escape ??= new InvalidOperationException($"something left the one thread, at{Environment.StackTrace}");
        }
    }

    /// <summary>One callback's synchronization context.</summary>
    private sealed class Turn(SeededScheduler scheduler) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler.Add(d, state);

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;
    }
}
