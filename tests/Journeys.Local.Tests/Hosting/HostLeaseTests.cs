using Journeys.Local.Azurite;
using Journeys.Local.Clock;
using Journeys.Local.Hosting;
using Journeys.Local.Tests.Azurite;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Tables;
using Journeys.Tests;

namespace Journeys.Local.Tests.Hosting;

public sealed class HostLeaseTests : IAsyncLifetime
{
    private readonly FaultyTables tables = new();
    private readonly ManualTime time = new();

    public Task InitializeAsync() => tables.EnsureTableAsync(ClockStore.Table, default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_second_host_on_this_machine_is_told_who_is_there()
    {
        await Lease(1).TakeAsync(default);

        var second = Lease(2, living: 1);

        var refused = await Assert.ThrowsAsync<HostStartException>(() => second.TakeAsync(default));
        Assert.Contains("http://localhost:1/, process 1 on here", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--table-prefix", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_was_killed_on_this_machine_is_followed_at_once()
    {
        await Lease(1).TakeAsync(default);
        await Lease(2).TakeAsync(default);
    }

    [Fact]
    public async Task A_host_that_stops_gives_the_lease_up()
    {
        var first = Lease(1);
        await first.TakeAsync(default);
        using var stop = new CancellationTokenSource();
        var keeping = first.KeepAsync(stop.Token);
        await stop.CancelAsync();
        await keeping;

        await Lease(2, living: 1).TakeAsync(default);
    }

    [Fact]
    public async Task A_lease_of_another_machine_that_is_not_renewed_is_waited_for()
    {
        await Lease(1, machine: "there").TakeAsync(default);

        var taking = Lease(2).TakeAsync(default);
        Assert.False(taking.IsCompleted);
        time.Advance(HostLease.Length);
        await taking;
    }

    [Fact]
    public async Task A_lease_of_another_machine_that_is_renewed_is_refused()
    {
        var first = Lease(1, machine: "there");
        await first.TakeAsync(default);
        var taking = Lease(2).TakeAsync(default);
        using var stop = new CancellationTokenSource();
        var keeping = first.KeepAsync(stop.Token);

        time.Advance(HostLease.Length);

        await Assert.ThrowsAsync<HostStartException>(() => taking);
        await stop.CancelAsync();
        await keeping;
    }

    [Fact]
    public async Task A_host_that_finds_its_lease_with_another_stops()
    {
        var first = Lease(1, machine: "there");
        await first.TakeAsync(default);
        var taking = Lease(2).TakeAsync(default);
        time.Advance(HostLease.Length);
        await taking;

        var keeping = first.KeepAsync(default);
        time.Advance(HostLease.Pace);

        var lost = await Assert.ThrowsAsync<LeaseLostException>(() => keeping);
        Assert.Contains("http://localhost:2/", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_does_not_take_the_lease_away()
    {
        var first = Lease(1);
        await first.TakeAsync(default);
        using var stop = new CancellationTokenSource();
        var keeping = first.KeepAsync(stop.Token);

        tables.Fault = _ => new StorageUnavailableException("The store is away.");
        time.Advance(HostLease.Length * 2);
        tables.Fault = _ => null;
        time.Advance(HostLease.Pace);

        await Assert.ThrowsAsync<HostStartException>(() => Lease(2, living: 1).TakeAsync(default));
        await stop.CancelAsync();
        await keeping;
    }

    private HostLease Lease(int process, string machine = "here", int? living = null)
    {
        var processes = new FakeProcesses { Self = new FakeProcesses().Add(process).Mark };
        if (living is { } id)
        {
            processes.Add(id);
        }

        return new(tables, processes, machine, new Uri($"http://localhost:{process}/"), time);
    }
}
