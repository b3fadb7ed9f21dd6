using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Journeys.Local.Azurite;
using Journeys.Local.Storage;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Local.Tests.Azurite;

/// <summary>The real Azurite, started, killed, left behind and taken over.</summary>
[Trait("Needs", "azurite")]
public sealed class AzuriteOnThisMachineTests : IDisposable
{
    private static readonly Dictionary<string, object> Values = new() { ["Text"] = "kept" };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("journeys-azurite-");
    private readonly ChildProcesses processes = new();
    private readonly AzuritePlace place;

    public AzuriteOnThisMachineTests() =>
        place = new AzuritePlace(AzuriteFixture.FreeAccount(), folder.FullName, AzuriteFixture.Modules());

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_written_before_a_stop_is_there_after_the_next_start()
    {
        var tables = new AzureTables(place.Account);
        await using (await StartAsync())
        {
            await tables.EnsureTableAsync("Kept", default);
            await tables.CommitAsync("Kept", "p", [new RowChange.Insert("r", Values)], default);
        }

        await using (await StartAsync())
        {
            Assert.Equal("kept", (await tables.ReadAsync("Kept", "p", "r", default))!.Text("Text"));
        }
    }

    [Fact]
    public async Task One_that_is_killed_comes_back_on_the_same_ports()
    {
        await using var azurite = await StartAsync();
        var tables = new AzureTables(place.Account);
        await tables.EnsureTableAsync("Kept", default);

        using (var process = Process.GetProcessById(place.ReadMark()!.Azurite.Id))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await UntilThereAsync(() => tables.EnsureTableAsync("Kept", default));
        Assert.True(azurite.IsOurs);
    }

    [Fact]
    public async Task One_that_was_left_behind_is_found_by_its_mark_and_stopped_with_its_data_saved()
    {
        var tables = new AzureTables(place.Account);
        using var left = await new AzuriteStarter(
            place,
            processes,
            new AzuriteProbe(),
            TimeProvider.System,
            NullLogger.Instance
        ).StartAgainAsync(default);
        await tables.EnsureTableAsync("Kept", default);
        await tables.CommitAsync("Kept", "p", [new RowChange.Insert("r", Values)], default);
        place.WriteMark(new AzuriteMark(left.Mark, processes.Self with { Started = DateTimeOffset.UnixEpoch }));

        await using (var azurite = await StartAsync())
        {
            Assert.True(azurite.IsOurs);
            Assert.Equal(left.Mark.Id, place.ReadMark()!.Azurite.Id);
        }

        await left.Exited;
        Assert.Contains("kept", await File.ReadAllTextAsync(Path.Combine(place.Data, "__azurite_db_table__.json")));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n", "nginx")]
    [InlineData("220 mail.example.com ready\r\n", "does not speak HTTP")]
    public async Task A_stranger_on_the_port_is_recognised(string greeting, string name)
    {
        using var stranger = new TcpListener(IPAddress.Loopback, place.Account.Tables.Port);
        stranger.Start();
        var greeted = GreetAsync(stranger, greeting);

        var fault = await Assert.ThrowsAsync<AzuriteException>(StartAsync);

        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
        await greeted;
    }

    private static async Task GreetAsync(TcpListener stranger, string greeting)
    {
        using var client = await stranger.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[4]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(greeting));
    }

    private static async Task UntilThereAsync(Func<Task> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (StorageUnavailableException)
            {
                // A busy machine may take longer to start it than the client waits.
            }
        }
    }

    private Task<AzuriteProcess> StartAsync() => AzuriteProcess.StartAsync(place, NullLogger.Instance, default);
}
