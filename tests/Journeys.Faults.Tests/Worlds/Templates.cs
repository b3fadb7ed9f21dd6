using System.Collections.Concurrent;
using Journeys.Faults.Tests.Published;
using Journeys.Runtime;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>What all worlds begin with, made once: journeys that are compiled and published.</summary>
internal static class Templates
{
    /// <summary>How many shards each journey has.</summary>
    public const int Shards = 2;

    private static readonly ConcurrentDictionary<
        (string Journey, int Sending),
        Lazy<IReadOnlyList<TableRow>>
    > Published = new();

    /// <summary>The journeys that are compiled, which all processes of all worlds share.</summary>
    public static CompiledJourneys Compiled { get; } = new();

    /// <summary>Makes the tables of a world, with the journeys published.</summary>
    public static void Begin(InMemoryTables store, Weather weather)
    {
        store.EnsureTablesAsync(default).GetAwaiter().GetResult();
        Begin(store, Pursuit.Name, Pursuit.First, weather.Sending.Pursuit);
        Begin(store, Letters.Name, Letters.First, weather.Sending.Letters);
        // Chance that no seed fixes.
        var secret = new Dictionary<string, object> { ["f"] = 1, ["secret"] = new byte[32] };
        store
            .CommitAsync("Erasures", "secret", [new RowChange.Insert("secret", secret)], default)
            .GetAwaiter()
            .GetResult();
    }

    private static void Begin(InMemoryTables store, string journey, string definition, int sending)
    {
        var published = Published.GetOrAdd(
            (journey, sending),
            key =>
                new(() =>
                    PublishAsync(journey, SendingKeys.In(definition, SendingKeys.All[key.Sending]))
                        .GetAwaiter()
                        .GetResult()
                )
        );
        foreach (var rows in published.Value.GroupBy(row => row.Partition))
        {
            RowChange[] changes = [.. rows.Select(row => new RowChange.Insert(row.Row, row.Properties))];
            store.CommitAsync(CatalogRows.Table, rows.Key, changes, default).GetAwaiter().GetResult();
        }
    }

    private static async Task<IReadOnlyList<TableRow>> PublishAsync(string journey, string definition)
    {
        var store = new InMemoryTables();
        await store.EnsureTablesAsync(default);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new ManualTime())
            .AddSingleton<ITables>(store)
            .AddSingleton<IMailSender, NoMail>()
            .AddSingleton<IInstances, DirectInstances>()
            .AddJourneysRuntime(new() { Shards = Shards })
            .BuildServiceProvider();
        var publisher = services.GetRequiredService<Publisher>();
        var publication = await publisher.PublishAsync(journey, Files.Request(definition), "test", default);
        Assert.True(publication is Publication.Published, $"{publication}");
        return await store.QueryAllAsync(CatalogRows.Table, new RowQuery(), default);
    }

    private sealed class NoMail : IMailSender
    {
        public Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation) =>
            throw new NotSupportedException("Nothing is sent while journeys are published.");

        public Task<bool?> WasTakenAsync(string effect, CancellationToken cancellation) =>
            throw new NotSupportedException("Nothing is sent while journeys are published.");
    }
}
