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

    private static readonly Lazy<Task<IReadOnlyList<TableRow>>> Published = new(PublishAsync);

    /// <summary>The journeys that are compiled, which all processes of all worlds share.</summary>
    public static CompiledJourneys Compiled { get; } = new();

    /// <summary>Makes the tables of a world, with the journeys published.</summary>
    public static void Begin(InMemoryTables store)
    {
        store.EnsureTablesAsync(default).GetAwaiter().GetResult();
        foreach (var rows in Published.Value.GetAwaiter().GetResult().GroupBy(row => row.Partition))
        {
            store
                .CommitAsync(
                    CatalogRows.Table,
                    rows.Key,
                    [.. rows.Select(row => new RowChange.Insert(row.Row, row.Properties))],
                    default
                )
                .GetAwaiter()
                .GetResult();
        }
    }

    private static async Task<IReadOnlyList<TableRow>> PublishAsync()
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
        foreach (var (name, definition) in new[] { (Pursuit.Name, Pursuit.First), (Letters.Name, Letters.First) })
        {
            var publication = await publisher.PublishAsync(name, Files.Request(definition), "test", default);
            Assert.True(publication is Publication.Published, $"{publication}");
        }

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
