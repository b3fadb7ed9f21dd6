using Journeys.Local.Azurite;
using Journeys.Local.Storage;
using Journeys.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Azurite;

public sealed class AzuriteProcessTests : IDisposable
{
    private static readonly PortAnswer Running = new PortAnswer.Azurite("Azurite-Table/3.37.0");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys-azurite-");
    private readonly FakeProcesses processes = new();
    private readonly FakeProbe probe = new();
    private readonly ManualTime time = new();
    private readonly AzuritePlace place;

    public AzuriteProcessTests()
    {
        place = new AzuritePlace(
            StorageAccount.Parse("UseDevelopmentStorage=true"),
            Path.Combine(folder.FullName, "data"),
            folder.FullName
        );
        Install();
        processes.OnStart = _ => probe.Both(Running);
    }

    private string MarkFile => Path.Combine(place.Data, "azurite.pid");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task When_nobody_answers_one_is_started_on_the_ports_of_the_account_and_stopped_at_the_end()
    {
        await using (var azurite = await StartAsync())
        {
            Assert.True(azurite.IsOurs);
            var line = string.Join(' ', Assert.Single(processes.Started));
            Assert.StartsWith("node ", line, StringComparison.Ordinal);
            Assert.Contains($"--location {place.Data}", line, StringComparison.Ordinal);
            Assert.Contains("--tableHost 127.0.0.1 --tablePort 10002", line, StringComparison.Ordinal);
            Assert.Contains("--queueHost 127.0.0.1 --queuePort 10001", line, StringComparison.Ordinal);
            Assert.Contains("--blobPort 10000", line, StringComparison.Ordinal);
            Assert.Contains("--disableTelemetry", line, StringComparison.Ordinal);
            Assert.True(File.Exists(MarkFile));
        }

        Assert.True(processes.Living[0].WasAsked);
        Assert.False(processes.Living[0].WasKilled);
        Assert.False(File.Exists(MarkFile));
    }

    [Fact]
    public async Task One_that_already_answers_is_used_and_left_alone()
    {
        probe.Both(Running);

        await using (var azurite = await StartAsync())
        {
            Assert.False(azurite.IsOurs);
        }

        Assert.Empty(processes.Started);
    }

    [Fact]
    public async Task One_that_a_killed_host_left_behind_is_taken_over_and_stopped_at_the_end()
    {
        var orphan = processes.Add(50);
        var gone = new ProcessMark(49, DateTimeOffset.UnixEpoch);
        Directory.CreateDirectory(place.Data);
        place.WriteMark(new AzuriteMark(orphan.Mark, gone));
        probe.Both(Running);

        await using (var azurite = await StartAsync())
        {
            Assert.True(azurite.IsOurs);
            Assert.Equal(new AzuriteMark(orphan.Mark, processes.Self), place.ReadMark());
        }

        Assert.Empty(processes.Started);
        Assert.True(orphan.WasAsked);
    }

    [Fact]
    public async Task One_of_a_host_that_still_runs_is_not_taken_over()
    {
        var host = processes.Add(49);
        var theirs = processes.Add(50);
        Directory.CreateDirectory(place.Data);
        place.WriteMark(new AzuriteMark(theirs.Mark, host.Mark));
        probe.Both(Running);

        await using (var azurite = await StartAsync())
        {
            Assert.False(azurite.IsOurs);
        }

        Assert.False(theirs.WasAsked);
        Assert.True(File.Exists(MarkFile));
    }

    [Fact]
    public async Task An_orphan_that_does_not_answer_is_replaced()
    {
        var orphan = processes.Add(50);
        Directory.CreateDirectory(place.Data);
        place.WriteMark(new AzuriteMark(orphan.Mark, new ProcessMark(49, DateTimeOffset.UnixEpoch)));
        probe.OnAsk = () => time.Advance(TimeSpan.FromSeconds(31));

        await using var azurite = await StartAsync();

        Assert.True(orphan.WasKilled);
        Assert.Single(processes.Started);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x y\nz")]
    [InlineData("50 2026-03-02T08:50:00Z")]
    public async Task A_mark_that_cannot_be_read_is_none(string text)
    {
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(MarkFile, text);

        await using var azurite = await StartAsync();

        Assert.Single(processes.Started);
    }

    [Fact]
    public async Task One_that_dies_is_started_again_after_a_pause()
    {
        await using var azurite = await StartAsync();
        var again = new TaskCompletionSource();
        processes.OnStart = _ => again.SetResult();

        processes.Living[0].End(1);
        await AdvanceUntilAsync(again.Task);

        Assert.Equal(2, processes.Started.Count);
        Assert.True(azurite.IsOurs);
    }

    [Fact]
    public async Task One_that_cannot_be_started_again_is_tried_again()
    {
        await using var azurite = await StartAsync();
        var tries = 0;
        var third = new TaskCompletionSource();
        processes.OnStart = process =>
        {
            if (++tries < 3)
            {
                process.End(1);
            }
            else
            {
                third.SetResult();
            }
        };

        processes.Living[0].End(1);
        await AdvanceUntilAsync(third.Task);

        Assert.Equal(4, processes.Started.Count);
    }

    [Fact]
    public async Task One_that_does_not_stop_when_asked_is_ended()
    {
        var azurite = await StartAsync();
        processes.Living[0].Stubborn = true;

        var stopping = azurite.DisposeAsync().AsTask();
        await AdvanceUntilAsync(stopping);

        Assert.True(processes.Living[0].WasKilled);
        Assert.False(File.Exists(MarkFile));
    }

    [Fact]
    public async Task One_that_ends_while_it_starts_is_an_error_with_its_last_words()
    {
        processes.OnStart = process =>
        {
            File.WriteAllText(
                place.Log,
                "Azurite Table service is starting\nExit due to unhandled error: EADDRINUSE\n"
            );
            process.End(1);
        };

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains("Exit due to unhandled error: EADDRINUSE", fault.Message, StringComparison.Ordinal);
        Assert.Contains("azurite.log", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_never_answers_is_an_error_and_is_not_left_behind()
    {
        processes.OnStart = _ => probe.OnAsk = () => time.Advance(TimeSpan.FromSeconds(31));

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains("did not answer within 30 seconds", fault.Message, StringComparison.Ordinal);
        Assert.True(processes.Living[0].WasKilled);
    }

    [Fact]
    public async Task A_stranger_on_the_port_is_an_error_that_says_what_to_do()
    {
        probe.Queues = new PortAnswer.Stranger("nginx/1.24");

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains("Port 10001 is taken by something that is not Azurite (nginx/1.24)", fault.Message);
        Assert.Contains("--storage", fault.Message, StringComparison.Ordinal);
        Assert.Empty(processes.Started);
    }

    [Fact]
    public async Task Half_an_Azurite_is_an_error_that_says_which_half_is_missing()
    {
        probe.Tables = Running;

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains("none for queues at port 10001", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_installation_is_an_error_that_says_what_to_run()
    {
        File.Delete(place.Program);

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains($"Run \"npm ci\" in {folder.FullName}", fault.Message, StringComparison.Ordinal);
    }

    private Task<AzuriteProcess> StartAsync() =>
        AzuriteProcess.StartAsync(
            new AzuriteStarter(place, processes, probe, time, NullLogger.Instance),
            time,
            NullLogger.Instance,
            default
        );

    private void Install()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place.Program)!);
        File.WriteAllText(place.Program, "");
    }

    /// <summary>What is awaited runs on other threads, so the clock moves until they have got there.</summary>
    private async Task AdvanceUntilAsync(Task done)
    {
        while (!done.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await done;
    }
}
