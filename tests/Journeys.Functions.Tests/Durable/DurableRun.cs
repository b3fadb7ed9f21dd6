using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Durable;

/// <summary>An orchestration in the task hub: its history, and what has come for it since it last ran.</summary>
/// <param name="twice">Whether each of its steps is gone twice, to see that it comes out the same.</param>
internal sealed class DurableRun(string name, string instance, DateTimeOffset createdAt, bool twice = true)
{
    private readonly List<History> history = [];
    private readonly List<History> inbox = [];

    public string Name => name;

    public string Instance => instance;

    public DateTimeOffset CreatedAt => createdAt;

    /// <summary>Which run of it this is, from 1; it grows whenever it continues as new.</summary>
    public int Execution { get; private set; } = 1;

    public OrchestrationRuntimeStatus Status { get; private set; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>The input of this run, as JSON.</summary>
    public string Input { get; private set; } = "null";

    public string? CustomStatus { get; private set; }

    public Exception? Fault { get; private set; }

    public bool IsLive =>
        Status
            is OrchestrationRuntimeStatus.Pending
                or OrchestrationRuntimeStatus.Running
                or OrchestrationRuntimeStatus.Suspended;

    public bool HasNews => IsLive && inbox.Count > 0;

    /// <summary>How many entries the history of this run has.</summary>
    public int Length => history.Count;

    public void Begin(string input)
    {
        Input = input;
        inbox.Insert(0, new History.Started(input));
    }

    /// <summary>Gives it something; what comes for one that has ended is dropped.</summary>
    public void Give(History entry)
    {
        if (IsLive)
        {
            inbox.Add(entry);
        }
    }

    public void Terminate()
    {
        Status = OrchestrationRuntimeStatus.Terminated;
        inbox.Clear();
    }

    /// <summary>Lets the orchestrator go on with what has come.</summary>
    /// <returns>The calls it made.</returns>
    public IReadOnlyList<History> GoOn(Func<TaskOrchestrationContext, Task> orchestrator, DateTime now)
    {
        List<History> news = [new History.WentOn(now), .. inbox];
        inbox.Clear();
        var episode = new ReplayContext(name, instance).Run(orchestrator, history, news);
        if (twice)
        {
            AssertSameAgain(orchestrator, news, episode);
        }

        history.AddRange(news);
        history.AddRange(episode.Made);
        // What is shown is what this replay set; only the first one after continuing as new still shows the old.
        CustomStatus = episode.Status ?? (history.Count == news.Count + episode.Made.Count ? CustomStatus : null);
        Conclude(episode.Next);
        return episode.Made;
    }

    private void Conclude(Next? next)
    {
        switch (next)
        {
            case null:
                Status =
                    history.LastOrDefault(entry => entry is History.Suspended or History.Resumed) is History.Suspended
                        ? OrchestrationRuntimeStatus.Suspended
                        : OrchestrationRuntimeStatus.Running;
                break;
            case Next.Completed:
                Status = OrchestrationRuntimeStatus.Completed;
                inbox.Clear();
                break;
            case Next.Failed failed:
                Status = OrchestrationRuntimeStatus.Failed;
                Fault = failed.Fault;
                inbox.Clear();
                break;
            case Next.Anew anew:
                Execution++;
                history.Clear();
                Begin(anew.Input);
                inbox.AddRange(anew.Carried);
                break;
        }
    }

    // A worker may die after the code ran and before its calls were stored; another one runs it again.
    private void AssertSameAgain(Func<TaskOrchestrationContext, Task> orchestrator, List<History> news, Episode first)
    {
        var again = new ReplayContext(name, instance).Run(orchestrator, history, news);
        Assert.Equal(first.Made, again.Made);
        Assert.Equal(first.Status, again.Status);
        Assert.Equal(first.Next?.GetType(), again.Next?.GetType());
    }
}
