using System.Globalization;
using Journeys.Runtime.Api;
using Journeys.Runtime.Links;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;
using Xunit.Abstractions;

namespace Journeys.Runtime.Tests.Fuzzing;

/// <summary>
/// Whatever a stranger sends is answered: with a problem that says what is wrong, never with a fault of ours. Drawn from
/// seeds, so each is sent again with <c>JOURNEYS_FUZZ_SEED</c>; <c>JOURNEYS_FUZZ=1000000</c> sends that many of each kind.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Usually = 1_000;

    // What was published and told fills the store; a new one now and then keeps the requests fast.
    private const int PerWorld = 2_000;

    public static TheoryData<string> Targets => [.. HostileRequests.Targets];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task No_request_breaks_the_host(string target)
    {
        var only = Environment.GetEnvironmentVariable("JOURNEYS_FUZZ_SEED");
        var many = Environment.GetEnvironmentVariable("JOURNEYS_FUZZ");
        var first = only is null ? 1 : int.Parse(only, CultureInfo.InvariantCulture);
        var last =
            only is not null ? first
            : many is not null ? int.Parse(many, CultureInfo.InvariantCulture)
            : Usually;
        var statuses = new SortedDictionary<int, int>();
        var failures = new List<string>();
        for (var seed = first; seed <= last && failures.Count < 5; seed += PerWorld)
        {
            await SendAsync(target, seed, Math.Min(last, seed + PerWorld - 1), statuses, failures);
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Take(5)));
        output.WriteLine($"{target}: {string.Join(", ", statuses.Select(status => $"{status.Value} x {status.Key}"))}");
    }

    private static async Task SendAsync(
        string target,
        int first,
        int last,
        SortedDictionary<int, int> statuses,
        List<string> failures
    )
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world);
        await world.SendAsync("whitepaper.downloaded", id: "a good one");
        var links = await LinksAsync(host);
        for (var seed = first; seed <= last; seed++)
        {
            using var request = new HostileRequests(seed, world.Time.GetUtcNow(), Journeys, host.Addresses, links).Next(
                target
            );
            using var answer = await host.Client.SendAsync(request);
            var status = (int)answer.StatusCode;
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (IsFault(request, answer))
            {
                failures.Add($"seed {seed}: answered with {status}\n{host.Faults.Newest}");
            }
        }

        failures.AddRange((await Readable.FaultsAsync(world.Store)).Select(fault => $"seeds {first}-{last}: {fault}"));
    }

    private static async Task<IReadOnlyList<string>> LinksAsync(ApiHost host)
    {
        var links = host.Get<PublicLinks>();
        var decision = new DecisionLink($"{World.InstanceOf()}~1.2.1.1", "qualified", "mia@us.example");
        string[] all =
        [
            await links.UnsubscribeAsync("ada@example.com", default),
            await links.PreferencesAsync("ada@example.com", default),
            await links.DecideAsync(decision, host.World.Now, default),
        ];
        return [.. all.Select(link => new Uri(link).PathAndQuery)];
    }

    private static bool IsFault(HttpRequestMessage request, HttpResponseMessage answer) =>
        (int)answer.StatusCode >= 500
        || (
            (int)answer.StatusCode >= 400
            && request.RequestUri!.OriginalString.StartsWith("/api/", StringComparison.Ordinal)
            && answer.Content.Headers.ContentType?.MediaType != Problem.MediaType
        );

    private static readonly IReadOnlyList<string> Journeys =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "tests", "corpus", "journeys"), "*.json", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Journeys.sln")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return folder;
        }
    }
}
