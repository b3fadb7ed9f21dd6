using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Journeys.Local.Storage;
using Journeys.Runtime;

namespace Journeys.Bench.Survive.Processes;

/// <summary>The local host as people run it: a process of its own, which can be killed and started again.</summary>
/// <param name="home">A folder of its own.</param>
/// <param name="account">Where its data is.</param>
/// <param name="port">Where it listens.</param>
/// <param name="variables">Its settings besides.</param>
internal sealed class HostProcess(
    string home,
    StorageAccount account,
    int port,
    IReadOnlyDictionary<string, string> variables
) : IDisposable
{
    private const int WordsKept = 200;

    private readonly ConcurrentQueue<string> words = new();
    private Process? process;

    /// <summary>How often it was started.</summary>
    public int Starts { get; private set; }

    public bool IsRunning => process is { HasExited: false };

    /// <summary>What it said last, for whoever wants to know why it ended.</summary>
    public string LastWords => string.Join(Environment.NewLine, words);

    /// <summary>Starts it. It takes some seconds until it serves.</summary>
    /// <param name="speed">Seconds of its clock per second of the wall's.</param>
    public void Start(double speed)
    {
        var start = new ProcessStartInfo("dotnet", Arguments(speed))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The settings file of whoever runs this does not matter here.
        start.Environment["JOURNEYS_ROOT"] = home;
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        process?.Dispose();
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.OutputDataReceived += (_, said) => Keep(said.Data);
        process.ErrorDataReceived += (_, said) => Keep(said.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Starts++;
    }

    /// <summary>Kills it: SIGKILL, so it can do nothing about it.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync()
    {
        if (IsRunning)
        {
            Signals.AskToEnd(process!.Id);
            await process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        if (IsRunning)
        {
            process!.Kill();
        }

        process?.Dispose();
    }

    private string[] Arguments(double speed) =>
        [
            Path.Combine(AppContext.BaseDirectory, "Journeys.Local.dll"),
            "up",
            "--no-azurite",
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--speed",
            speed.ToString(CultureInfo.InvariantCulture),
            "--workspace",
            Path.Combine(home, "workspace"),
            SettingsNames.Option(SettingsNames.Storage),
            $"AccountName={account.Name};AccountKey={Convert.ToBase64String(account.Key!)};"
                + $"TableEndpoint={account.Tables};QueueEndpoint={account.Queues}",
        ];

    private void Keep(string? said)
    {
        if (said is not null)
        {
            words.Enqueue(said);
            while (words.Count > WordsKept)
            {
                words.TryDequeue(out _);
            }
        }
    }
}
