namespace Journeys.Bench.Survive.Processes;

/// <summary>Keeps a host running: one that ended, however it did, is started again, as a service manager would.</summary>
internal sealed class HostKeeper(HostProcess host, Uri address) : IDisposable
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim changing = new(1, 1);
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
    private double speed;

    /// <summary>How often it ended without being killed or asked to, with its last words.</summary>
    public List<string> Collapses { get; } = [];

    /// <summary>Runs the host at a speed until it is cancelled; a host that runs at another is stopped first.</summary>
    public async Task KeepAsync(double secondsPerSecond, CancellationToken stop)
    {
        speed = secondsPerSecond;
        await host.StopAsync();
        host.Start(speed);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Rhythm, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changing.WaitAsync(CancellationToken.None);
            try
            {
                if (!host.IsRunning && !stop.IsCancellationRequested)
                {
                    Collapses.Add(host.LastWords);
                    host.Start(speed);
                }
            }
            finally
            {
                changing.Release();
            }
        }
    }

    /// <summary>Kills the host and starts the next.</summary>
    public async Task KillAsync()
    {
        await changing.WaitAsync();
        try
        {
            await host.KillAsync();
            host.Start(speed);
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>Waits until the host serves.</summary>
    public async Task ServingAsync(CancellationToken stop)
    {
        while (!await IsServingAsync(stop))
        {
            await Task.Delay(Rhythm, TimeProvider.System, stop);
        }
    }

    public void Dispose()
    {
        changing.Dispose();
        http.Dispose();
    }

    private async Task<bool> IsServingAsync(CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync("api/health", stop);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault)
            when (fault is HttpRequestException
                || (fault is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}
