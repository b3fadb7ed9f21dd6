using Microsoft.DurableTask;

namespace Journeys.Functions.Tests.Durable;

/// <summary>
/// The calls of an orchestrator while it is replayed, numbered in the order in which they are made. A call that is not the
/// recorded one of its number is what Durable calls non-deterministic.
/// </summary>
internal sealed class Calls(string instance)
{
    private readonly List<History> all = [];
    private readonly List<History> recorded = [];
    private readonly Dictionary<int, TaskCompletionSource<string>> open = [];

    public bool AnyOpen => open.Count > 0;

    /// <summary>The calls that are not in the history yet.</summary>
    public IReadOnlyList<History> Made => all[recorded.Count..];

    public Task<string> ActivityAsync(string name, string input) =>
        OpenAsync(new History.ActivityCalled(all.Count, name, input));

    public Task TimerAsync(DateTime fireAt, CancellationToken cancellation)
    {
        var id = all.Count;
        var elapsed = OpenAsync(new History.TimerCreated(id, fireAt));
        var source = open[id];
        cancellation.Register(() =>
        {
            if (source.TrySetCanceled(cancellation))
            {
                open.Remove(id);
            }
        });
        return elapsed;
    }

    /// <summary>A call that the history holds at this point: it must have been made again by now, and alike.</summary>
    public void Expect(History call)
    {
        recorded.Add(call);
        if (all.Count < recorded.Count || all[recorded.Count - 1] != call)
        {
            throw Differs();
        }
    }

    /// <summary>An answer to a call; a second one, or one to a timer that was cancelled, finds nobody.</summary>
    public void Answer(History answer)
    {
        var id = answer switch
        {
            History.ActivityCompleted completed => completed.Id,
            History.ActivityFailed failed => failed.Id,
            History.TimerFired fired => fired.Id,
            _ => throw new ArgumentException($"{answer} answers nothing.", nameof(answer)),
        };
        if (!open.Remove(id, out var source))
        {
            return;
        }

        switch (answer)
        {
            case History.ActivityCompleted completed:
                source.SetResult(completed.Result);
                break;
            case History.ActivityFailed failed:
                source.SetException(
                    new TaskFailedException(((History.ActivityCalled)all[id]).Name, id, failed.Details)
                );
                break;
            default:
                source.SetResult("");
                break;
        }
    }

    public void AssertAllMadeAgain()
    {
        if (all.Count < recorded.Count)
        {
            throw Differs();
        }
    }

    /// <summary>Durable does not end an orchestration that has left a timer behind before the timer fires.</summary>
    public void AssertNothingOpen()
    {
        if (AnyOpen)
        {
            var left = string.Join(", ", open.Keys.Order().Select(id => all[id]));
            throw new InvalidOperationException($"{instance}: the orchestrator ended and left behind: {left}");
        }
    }

    private Task<string> OpenAsync(History call)
    {
        all.Add(call);
        // Continuations run here, on the orchestrator's thread.
        var source = new TaskCompletionSource<string>();
        open[all.Count - 1] = source;
        return source.Task;
    }

    private InvalidOperationException Differs()
    {
        var lines = Enumerable
            .Range(0, Math.Max(all.Count, recorded.Count))
            .Select(i => (Was: recorded.ElementAtOrDefault(i), Is: all.ElementAtOrDefault(i)))
            .Select(
                (pair, i) =>
                    $"  {i}{(pair.Was == pair.Is ? "  " : "! ")}recorded {pair.Was?.ToString() ?? "nothing"}; replayed {pair.Is?.ToString() ?? "nothing"}"
            );
        return new($"{instance}: the orchestrator makes other calls than before:\n{string.Join('\n', lines)}");
    }
}
