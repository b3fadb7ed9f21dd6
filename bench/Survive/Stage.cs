using Journeys.Bench.Survive.Processes;
using Journeys.Bench.Survive.Provider;
using Journeys.Bench.Survive.World;
using Journeys.Local.Clock;
using Journeys.Local.Demo.World;
using Journeys.Local.Settings;
using Journeys.Local.Storage;
using Journeys.Runtime;
using NodaTime;

namespace Journeys.Bench.Survive;

/// <summary>Everything that a trial is played on: folders, Azurite, the provider, the world and the host's process.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>How long the demo's journeys wait at most is weeks; here it is days, so that all of them end.</summary>
    private static readonly (string Usual, string Here)[] Shortened = [("60 days", "2 days")];

    /// <summary>What is planned for later than this never happens.</summary>
    private static readonly Duration Horizon = Duration.FromDays(60);

    private readonly string folder;

    private Stage(string folder, OwnAzurite azurite, FakeSendGrid provider, SmallDisk? disk)
    {
        (this.folder, Azurite, Provider, Disk) = (folder, azurite, provider, disk);
        Tables = new AzureTables(azurite.Account);
    }

    public OwnAzurite Azurite { get; }

    public FakeSendGrid Provider { get; }

    public SmallDisk? Disk { get; }

    public AzureTables Tables { get; }

    public required EventWebhook Webhook { get; init; }

    public required HostTime Time { get; init; }

    public required HostProcess Host { get; init; }

    public required HostKeeper Keeper { get; init; }

    public required Errands Errands { get; init; }

    public required Outside Outside { get; init; }

    /// <summary>When the last of the people has taken the first step, by the host's clock.</summary>
    public required DateTimeOffset AllBegun { get; init; }

    /// <summary>Sets a stage up; the host does not run yet.</summary>
    /// <param name="scenario">What is played.</param>
    /// <param name="root">The folder of the repository, with the workspace and <c>node_modules</c>.</param>
    /// <param name="seed">Draws the provider's moods.</param>
    public static async Task<Stage> SetAsync(Scenario scenario, string root, int seed)
    {
        var home = Directory.CreateTempSubdirectory("journeys-survive-").FullName;
        var data = Path.Combine(home, "azurite");
        var disk = scenario.Trouble == Trouble.FillDisk ? SmallDisk.Mount(data) : null;
        var azurite = await OwnAzurite.StartAsync(data, root);
        var provider = await FakeSendGrid.StartAsync((effect, asked) => scenario.Moods.Of(seed, effect, asked));
        var monday = NextMonday();
        await BeginAtAsync(azurite.Account, monday);
        CopyWorkspace(Path.Combine(root, "workspace"), Path.Combine(home, "workspace"));
        return Set(scenario, home, azurite, provider, disk, monday);
    }

    public async ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        Host.Dispose();
        Webhook.Dispose();
        await Provider.DisposeAsync();
        await Azurite.DisposeAsync();
        Disk?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Stage Set(
        Scenario scenario,
        string home,
        OwnAzurite azurite,
        FakeSendGrid provider,
        SmallDisk? disk,
        Instant monday
    )
    {
        var port = OwnAzurite.FreePort();
        var address = new Uri($"http://127.0.0.1:{port}/");
        var time = new HostTime(monday.ToDateTimeOffset());
        var webhook = new EventWebhook(() => address, time);
        var workspace = Path.Combine(home, "workspace");
        var people = Invented.People(
            Path.Combine(workspace, "leads", "leads.csv"),
            scenario.People,
            monday,
            scenario.Arrivals
        );
        var plan = new Plan(monday, monday + Horizon);
        foreach (var some in people.Chunk(50))
        {
            new FirstSteps(some).PlanAll(plan);
        }

        new Blunders(people, monday).PlanAll(plan);
        var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        var errands = new Errands(http, new AzureQueue(azurite.Account, LocalSettings.DefaultQueue));
        var readers = new Readers(
            webhook,
            time,
            people.Select(lead => lead.Id.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase)
        );
        var outside = new Outside(plan, SalesDesk.In(workspace), readers, errands, time);
        provider.Took = outside.Arrive;
        var host = new HostProcess(home, azurite.Account, port, Variables(provider, webhook));
        return new(home, azurite, provider, disk)
        {
            Webhook = webhook,
            Time = time,
            Host = host,
            Keeper = new(host, address),
            Errands = errands,
            Outside = outside,
            AllBegun = (monday + scenario.Arrivals).ToDateTimeOffset(),
        };
    }

    private static Dictionary<string, string> Variables(FakeSendGrid provider, EventWebhook webhook) =>
        new()
        {
            [SettingsNames.SendGridApiKey] = FakeSendGrid.Key,
            [SettingsNames.SendGridFrom] = "hello@norrland-automation.example",
            [SettingsNames.SendGridAddress] = provider.Address.ToString(),
            ["Journeys__SendGrid__WebhookKey"] = webhook.PublicKey,
        };

    // The host's clock begins where an earlier run left it: so it is told that one ran until a Monday morning to come.
    private static async Task BeginAtAsync(StorageAccount account, Instant at)
    {
        var tables = new AzureTables(account);
        await tables.EnsureTableAsync(ClockStore.Table, CancellationToken.None);
        await new ClockStore(tables).SaveAsync(at, CancellationToken.None);
    }

    private static Instant NextMonday()
    {
        var today = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()).InUtc().Date;
        return today.Next(IsoDayOfWeek.Monday).At(new LocalTime(6, 0)).InUtc().ToInstant();
    }

    private static void CopyWorkspace(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var text = File.ReadAllText(file);
            foreach (var (usual, here) in Shortened)
            {
                text =
                    Path.GetFileName(file) == "journey.json"
                        ? text.Replace(usual, here, StringComparison.Ordinal)
                        : text;
            }

            File.WriteAllText(copy, text);
        }
    }
}
