using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables.Contract;

public abstract class TransactionContract : TablesContract
{
    [Fact]
    public async Task A_transaction_of_every_kind_of_change_gives_an_etag_for_each()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("replaced", Text("old")));
        await MakeAsync("p", new RowChange.Insert("deleted", Text("old")));

        var result = await CommitAsync(
            "p",
            new RowChange.Insert("inserted", Text("new")),
            new RowChange.Delete("deleted"),
            new RowChange.Replace("replaced", Text("new"), etag),
            new RowChange.Put("put", Text("new"))
        );

        var etags = Assert.IsType<CommitResult.Committed>(result).ETags;
        Assert.Equal(4, etags.Count);
        Assert.Equal("", etags[1]);
        Assert.Equal(etags[0], (await ReadAsync("p", "inserted"))!.ETag);
        Assert.Equal(etags[2], (await ReadAsync("p", "replaced"))!.ETag);
        Assert.Equal(etags[3], (await ReadAsync("p", "put"))!.ETag);
        Assert.Equal(["inserted", "put", "replaced"], (await AllAsync(new RowQuery { Partition = "p" })).Select(Row));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(12)]
    public async Task One_refused_insert_undoes_the_whole_transaction_and_is_named(int index)
    {
        await MakeAsync("p", new RowChange.Insert("there", Text("first")));
        var changes = Enumerable
            .Range(0, 13)
            .Select(at => new RowChange.Insert(at == index ? "there" : $"new{at}", Text("second")));

        await RefusedAsync("p", index, ConflictReason.AlreadyExists, [.. changes]);

        var row = Assert.Single(await AllAsync(new RowQuery { Partition = "p" }));
        Assert.Equal("first", row.Text("Text"));
    }

    [Fact]
    public async Task A_stale_replace_undoes_puts_and_deletes_before_it()
    {
        var stale = await MakeAsync("p", new RowChange.Insert("a", Text("1")));
        var kept = await MakeAsync("p", new RowChange.Put("a", Text("2")));
        await MakeAsync("p", new RowChange.Insert("b", Text("1")), new RowChange.Insert("c", Text("1")));

        await RefusedAsync(
            "p",
            2,
            ConflictReason.Changed,
            new RowChange.Put("b", Text("2")),
            new RowChange.Delete("c"),
            new RowChange.Replace("a", Text("3"), stale)
        );

        var rows = await AllAsync(new RowQuery { Partition = "p" });
        Assert.Equal([("a", "2"), ("b", "1"), ("c", "1")], rows.Select(row => (row.Row, row.Text("Text")!)));
        Assert.Equal(kept, rows[0].ETag);
    }

    [Fact]
    public async Task A_delete_of_nothing_undoes_the_transaction() =>
        await RefusedAsync(
            "p",
            1,
            ConflictReason.NotFound,
            new RowChange.Put("a", Text("1")),
            new RowChange.Delete("missing")
        );

    [Fact]
    public async Task A_hundred_rows_are_one_transaction()
    {
        var changes = Enumerable.Range(0, 100).Select(at => new RowChange.Insert($"{at:000}", Text("x")));

        var result = await CommitAsync("p", [.. changes]);

        Assert.Equal(100, Assert.IsType<CommitResult.Committed>(result).ETags.Count);
        Assert.Equal(100, (await AllAsync(new RowQuery { Partition = "p" })).Count);
    }

    [Fact]
    public async Task Of_concurrent_replaces_of_one_version_one_wins()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("r", Text("0")));

        var results = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(at => Task.Run(() => CommitAsync("p", new RowChange.Replace("r", Text($"{at}"), etag))))
        );

        Assert.Single(results.OfType<CommitResult.Committed>());
        Assert.All(
            results.OfType<CommitResult.Refused>(),
            refused => Assert.Equal(ConflictReason.Changed, refused.Reason)
        );
    }

    [Fact]
    public async Task Concurrent_transactions_of_one_partition_are_each_whole()
    {
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(writer =>
                    Task.Run(() =>
                        CommitAsync(
                            "p",
                            [
                                new RowChange.Insert("one-of-us", Text($"{writer}")),
                                .. Enumerable
                                    .Range(0, 20)
                                    .Select(at => new RowChange.Put($"r{at:00}", Text($"{writer}"))),
                            ]
                        )
                    )
                )
        );

        Assert.Single(results.OfType<CommitResult.Committed>());
        var rows = await AllAsync(new RowQuery { Partition = "p" });
        Assert.Equal(21, rows.Count);
        Assert.Single(rows.Select(row => row.Text("Text")).Distinct());
    }

    private static string Row(TableRow row) => row.Row;
}
