using System.Diagnostics;
using System.Text.Json.Nodes;
using Journeys.Local.Storage;

namespace Journeys.Local.Tests.Demo;

/// <summary>The demo as people run it: a process of its own, on an Azurite that outlives it.</summary>
internal sealed class DemoProcess(StorageAccount account, int contacts)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its last line of standard output.</returns>
    public async Task<JsonObject> FinishAsync()
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var told = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"It ended with {process.ExitCode}: {await told}");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return JsonNode.Parse(lines[^1])!.AsObject();
    }

    /// <summary>Runs it, and kills it while the week goes on from a certain day: SIGKILL, so it can do nothing about it.</summary>
    /// <param name="day">What a line of its progress begins with: <c>Tue</c>.</param>
    public async Task KillAsync(string day)
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        var told = new List<string>();
        while (await process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            told.Add(line);
            if (line.StartsWith(day, StringComparison.Ordinal))
            {
                process.Kill();
                await process.WaitForExitAsync(limit.Token);
                return;
            }
        }

        Assert.Fail($"It ended before {day}: {string.Join('\n', told)}");
    }

    private Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Journeys.Local.dll");
        string[] arguments =
        [
            program,
            "demo",
            "--exit",
            "--json",
            "--contacts",
            $"{contacts}",
            "--port",
            "0",
            "--no-azurite",
            "--storage",
            Connection(),
        ];
        return Process.Start(
                new ProcessStartInfo("dotnet", arguments)
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            ) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private string Connection() =>
        $"AccountName={account.Name};AccountKey={Convert.ToBase64String(account.Key!)};"
        + $"TableEndpoint={account.Tables};QueueEndpoint={account.Queues}";
}
