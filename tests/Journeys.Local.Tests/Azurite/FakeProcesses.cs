using Journeys.Local.Azurite;

namespace Journeys.Local.Tests.Azurite;

/// <summary>Processes that a test starts, ends and looks for.</summary>
internal sealed class FakeProcesses : IChildProcesses
{
    private static readonly DateTimeOffset Boot = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public ProcessMark Self { get; init; } = new(1, Boot);

    public List<FakeProcess> Living { get; } = [];

    public List<IReadOnlyList<string>> Started { get; } = [];

    /// <summary>What happens to a process as soon as it has started.</summary>
    public Action<FakeProcess> OnStart { get; set; } = _ => { };

    public FakeProcess Add(int id)
    {
        var process = new FakeProcess(new ProcessMark(id, Boot.AddMinutes(id)));
        Living.Add(process);
        return process;
    }

    public IChildProcess Start(string program, IReadOnlyList<string> arguments)
    {
        Started.Add([program, .. arguments]);
        var process = Add(100 + Started.Count);
        OnStart(process);
        return process;
    }

    public IChildProcess? Find(ProcessMark mark) =>
        Living.FirstOrDefault(process => process.Mark == mark && !process.Exited.IsCompleted);
}

internal sealed class FakeProcess(ProcessMark mark) : IChildProcess
{
    private readonly TaskCompletionSource<int?> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ProcessMark Mark => mark;

    public Task<int?> Exited => exited.Task;

    public bool Stubborn { get; set; }

    public bool WasAsked { get; private set; }

    public bool WasKilled { get; private set; }

    public void AskToStop()
    {
        WasAsked = true;
        if (!Stubborn)
        {
            End(0);
        }
    }

    public void Kill()
    {
        WasKilled = true;
        End(137);
    }

    public void End(int code) => exited.TrySetResult(code);

    public void Dispose() { }
}

/// <summary>Ports that answer what a test says.</summary>
internal sealed class FakeProbe : IAzuriteProbe
{
    public PortAnswer Tables { get; set; } = new PortAnswer.Nothing();

    public PortAnswer Queues { get; set; } = new PortAnswer.Nothing();

    /// <summary>Called at each question, so that a test can let time pass.</summary>
    public Action OnAsk { get; set; } = () => { };

    public void Both(PortAnswer answer) => (Tables, Queues) = (answer, answer);

    public Task<PortAnswer> AskAsync(Uri service, CancellationToken cancellation)
    {
        OnAsk();
        return Task.FromResult(service.Port == 10002 ? Tables : Queues);
    }
}
