using Journeys.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Hosting;

public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task Work_that_was_not_started_has_not_ended_and_can_be_stopped()
    {
        using var work = new BackgroundWork("It", _ => Task.CompletedTask, NullLogger.Instance);
        Assert.False(work.Ended.IsCompleted);
        await work.StopAsync();
    }

    [Fact]
    public async Task Stopping_waits_until_the_work_has_ended_what_it_began()
    {
        var began = new TaskCompletionSource();
        var last = new TaskCompletionSource();
        using var work = new BackgroundWork(
            "It",
            _ =>
            {
                began.SetResult();
                return last.Task;
            },
            NullLogger.Instance
        );
        work.Start();
        await began.Task;

        var stopping = work.StopAsync();
        Assert.False(stopping.IsCompleted);

        last.SetResult();
        await stopping;
        Assert.True(work.Ended.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_fault_shows_to_whoever_watches_and_does_not_keep_the_rest_from_stopping()
    {
        using var work = new BackgroundWork(
            "It",
            _ => Task.FromException(new InvalidOperationException("broken")),
            NullLogger.Instance
        );
        work.Start();

        await Assert.ThrowsAsync<InvalidOperationException>(() => work.Ended);
        await work.StopAsync();
    }
}
