using Journeys.Functions.Hosting;
using Journeys.Functions.Settings;
using Journeys.Runtime;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Journeys.Functions.Tests.Hosting;

public sealed class PreparationTests : IDisposable
{
    private readonly DirectoryInfo workspace = Directory.CreateTempSubdirectory("journeys-workspace-");

    public void Dispose() => workspace.Delete(recursive: true);

    [Fact]
    public async Task The_tables_are_there_before_the_first_function_runs()
    {
        var tables = new InMemoryTables();
        var world = await World.StartAsync(steps: null);

        await PrepareAsync(new FunctionsSettings(), tables, world);

        // A table that is not there refuses.
        foreach (var table in RuntimeServices.Tables.Append(CapturedMail.Table))
        {
            Assert.Null(await tables.ReadAsync(table, "p", "r", default));
        }
    }

    [Fact]
    public async Task The_health_says_that_mails_are_captured_unless_they_are_sent()
    {
        var world = await World.StartAsync(steps: null);
        var sending = new FunctionsSettings { SendGrid = new("SG.1", "news@example.com") };

        await PrepareAsync(sending, world.Tables, world);
        Assert.Empty(world.Get<HostVitals>().Problems);

        await PrepareAsync(new FunctionsSettings(), world.Tables, world);
        Assert.Equal(
            ["Mails are captured in the table Mail and not sent. Set Journeys__SendGrid__ApiKey to send them."],
            world.Get<HostVitals>().Problems
        );
    }

    [Fact]
    public async Task The_workspaces_journeys_are_live_and_a_second_worker_changes_nothing()
    {
        Write("nurture", Samples.Definition(Samples.Steps, "nurture", "whitepaper.downloaded"));
        Write("broken", "{");
        var world = await World.StartAsync(steps: null);
        var settings = new FunctionsSettings { Workspace = workspace.FullName };

        await PrepareAsync(settings, world.Tables, world);
        var first = await LiveAsync(world);
        await PrepareAsync(settings, world.Tables, world);

        Assert.Equal("nurture", Assert.Single(first).Journey);
        Assert.Equal(first, await LiveAsync(world));
    }

    private void Write(string journey, string definition)
    {
        File.WriteAllText(Path.Combine(workspace.FullName, "teams.json"), Samples.Teams);
        File.WriteAllText(Path.Combine(workspace.FullName, "fields.json"), Samples.Fields);
        var emails = workspace.CreateSubdirectory($"{journey}/emails");
        File.WriteAllText(Path.Combine(workspace.FullName, journey, "journey.json"), definition);
        foreach (var (name, text) in Samples.Emails)
        {
            File.WriteAllText(Path.Combine(emails.FullName, name), text);
        }
    }

    private static Task PrepareAsync(FunctionsSettings settings, ITables tables, World world) =>
        new Preparation(
            settings,
            tables,
            world.Get<Publisher>(),
            world.Get<HostVitals>(),
            NullLogger<Preparation>.Instance
        ).StartingAsync(default);

    private static async Task<IEnumerable<(string Journey, string Version)>> LiveAsync(World world) =>
        [.. (await world.Get<JourneyCatalog>().LiveAsync(default)).Values.Select(live => (live.Journey, live.Version))];
}
