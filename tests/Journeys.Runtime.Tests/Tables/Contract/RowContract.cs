using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables.Contract;

public abstract class RowContract : TablesContract
{
    [Fact]
    public async Task A_table_may_be_ensured_again_and_keeps_its_rows()
    {
        await MakeAsync("p", new RowChange.Insert("r", Text("kept")));

        await Store.EnsureTableAsync(Table, default);

        Assert.Equal("kept", (await ReadAsync("p", "r"))!.Text("Text"));
    }

    [Fact]
    public async Task A_row_that_was_inserted_can_be_read_with_its_etag()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("r", Text("hello")));

        var row = await ReadAsync("p", "r");

        Assert.NotEmpty(etag);
        Assert.Equal(("p", "r", "hello", etag), (row!.Partition, row.Row, row.Text("Text"), row.ETag));
        Assert.Single(row.Properties);
    }

    [Fact]
    public async Task A_row_that_is_not_there_is_null() => Assert.Null(await ReadAsync("p", "nothing"));

    [Fact]
    public async Task An_insert_of_a_row_that_is_there_is_refused()
    {
        await MakeAsync("p", new RowChange.Insert("r", Text("first")));

        await RefusedAsync("p", 0, ConflictReason.AlreadyExists, new RowChange.Insert("r", Text("second")));

        Assert.Equal("first", (await ReadAsync("p", "r"))!.Text("Text"));
    }

    [Fact]
    public async Task A_replace_drops_what_it_does_not_mention()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("r", Properties(("Old", 1), ("Text", "a"))));

        var next = await MakeAsync("p", new RowChange.Replace("r", Text("b"), etag));

        var row = await ReadAsync("p", "r");
        Assert.Equal(["Text"], row!.Properties.Keys);
        Assert.Equal(next, row.ETag);
        Assert.NotEqual(etag, next);
    }

    [Fact]
    public async Task A_replace_with_a_stale_etag_is_refused()
    {
        var stale = await MakeAsync("p", new RowChange.Insert("r", Text("a")));
        await MakeAsync("p", new RowChange.Replace("r", Text("b"), stale));

        await RefusedAsync("p", 0, ConflictReason.Changed, new RowChange.Replace("r", Text("c"), stale));

        Assert.Equal("b", (await ReadAsync("p", "r"))!.Text("Text"));
    }

    [Fact]
    public async Task A_replace_of_nothing_is_refused()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("other", Text("a")));

        await RefusedAsync("p", 0, ConflictReason.NotFound, new RowChange.Replace("r", Text("c"), etag));
    }

    [Fact]
    public async Task A_put_adds_and_replaces()
    {
        await MakeAsync("p", new RowChange.Put("r", Properties(("Old", 1))));
        var etag = await MakeAsync("p", new RowChange.Put("r", Text("new")));

        var row = await ReadAsync("p", "r");

        Assert.Equal(["Text"], row!.Properties.Keys);
        Assert.Equal(etag, row.ETag);
    }

    [Fact]
    public async Task A_delete_removes_the_row_that_was_read()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("r", Text("a")));

        Assert.Equal("", await MakeAsync("p", new RowChange.Delete("r", etag)));

        Assert.Null(await ReadAsync("p", "r"));
        await MakeAsync("p", new RowChange.Insert("r", Text("again")));
    }

    [Fact]
    public async Task A_delete_with_a_stale_etag_is_refused_and_a_star_is_not()
    {
        var stale = await MakeAsync("p", new RowChange.Insert("r", Text("a")));
        await MakeAsync("p", new RowChange.Put("r", Text("b")));

        await RefusedAsync("p", 0, ConflictReason.Changed, new RowChange.Delete("r", stale));
        await MakeAsync("p", new RowChange.Delete("r"));

        Assert.Null(await ReadAsync("p", "r"));
    }

    [Fact]
    public async Task A_delete_of_nothing_is_refused() =>
        await RefusedAsync("p", 0, ConflictReason.NotFound, new RowChange.Delete("r"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_kind_of_value_comes_back_exactly(bool inTransaction)
    {
        var values = ValueSamples.All();
        RowChange[] changes = [new RowChange.Insert("r", values)];
        await MakeAsync("p", inTransaction ? [new RowChange.Insert("q", Text("-")), .. changes] : changes);

        var row = await ReadAsync("p", "r");

        ValueSamples.AssertSame(values, row!.Properties);
        ValueSamples.AssertSame(values, (await AllAsync(new RowQuery { Partition = "p", From = "r" }))[0].Properties);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("a&b")]
    [InlineData("a+b c")]
    [InlineData("100%")]
    [InlineData("%41")]
    [InlineData("a~b.c")]
    [InlineData("mia@example.com")]
    [InlineData("a=b")]
    [InlineData("a,b;c:d")]
    [InlineData("{x}\"y\"")]
    [InlineData("(a)<b>|^`[c]$*!")]
    [InlineData("Größe-日本-😀")]
    [InlineData(" ")]
    public async Task Keys_may_hold_any_permitted_character(string key)
    {
        await MakeAsync(key, new RowChange.Insert(key, Text("1")));
        await MakeAsync(key, new RowChange.Put(key, Text("2")), new RowChange.Put(key + "2", Text("-")));

        Assert.Equal((key, key, "2"), Shape(await ReadAsync(key, key)));
        Assert.Equal((key, key, "2"), Shape((await AllAsync(RowQuery.Prefixed(key, key)))[0]));

        await MakeAsync(key, new RowChange.Delete(key), new RowChange.Delete(key + "2"));
        Assert.Empty(await AllAsync(new RowQuery { Partition = key }));
    }

    [Fact]
    public async Task The_longest_keys_work()
    {
        var longest = new string('k', TableLimits.KeyBytes / 2);

        await MakeAsync(longest, new RowChange.Insert(longest, Text("here")));

        Assert.Equal("here", (await ReadAsync(longest, longest))!.Text("Text"));
    }

    [Fact]
    public async Task A_table_that_was_never_made_is_an_error_that_names_it()
    {
        RowChange insert = new RowChange.Insert("r", Text("a"));
        Func<Task>[] calls =
        [
            () => Store.ReadAsync("Nowhere", "p", "r", default),
            () => Store.QueryAsync("Nowhere", new RowQuery { Partition = "p" }, default),
            () => Store.CommitAsync("Nowhere", "p", [insert], default),
            () => Store.CommitAsync("Nowhere", "p", [insert, new RowChange.Put("q", Text("b"))], default),
        ];

        foreach (var call in calls)
        {
            var fault = await Assert.ThrowsAsync<TableMissingException>(call);
            Assert.Contains("Nowhere", fault.Message, StringComparison.Ordinal);
        }
    }

    private static (string?, string?, string?) Shape(TableRow? row) => (row?.Partition, row?.Row, row?.Text("Text"));
}
