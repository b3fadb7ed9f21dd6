using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables.Contract;

public abstract class LimitContract : TablesContract
{
    [Fact]
    public async Task A_transaction_of_101_rows_is_refused() =>
        await TooMuchAsync(
            "101 changes",
            [.. Enumerable.Range(0, 101).Select(at => new RowChange.Insert($"{at}", Text("x")))]
        );

    [Fact]
    public async Task An_empty_transaction_is_refused() => await TooMuchAsync("0 changes");

    [Fact]
    public async Task The_same_row_twice_is_refused() =>
        await TooMuchAsync("\"r\" is changed twice", new RowChange.Put("r", Text("a")), new RowChange.Delete("r"));

    [Fact]
    public async Task A_transaction_of_almost_4_MiB_is_made_and_one_of_more_is_refused()
    {
        await MakeAsync("p", Hundred(41_000));

        await TooMuchAsync("the limit is 4194304", Hundred(42_000));
    }

    [Fact]
    public async Task A_row_of_1_MiB_is_kept_and_one_byte_more_is_refused()
    {
        var properties = Enumerable.Range(10, 15).ToDictionary(at => $"T{at}", object (_) => new string('x', 32_768));
        properties["Rest"] = Array.Empty<byte>();
        properties["Rest"] = new byte[TableLimits.RowBytes - RowSize.Stored("p", "r", properties)];

        await MakeAsync("p", new RowChange.Insert("r", properties));

        Assert.Equal(16, (await ReadAsync("p", "r"))!.Properties.Count);
        properties["Rest"] = new byte[((byte[])properties["Rest"]).Length + 1];
        await TooMuchAsync("\"r\" has 1048577 bytes", new RowChange.Put("r", properties));
    }

    [Fact]
    public async Task A_property_of_64_KiB_is_kept_and_more_is_refused()
    {
        var most = new string('ß', 32_768);
        var bytes = new byte[65_536];
        await MakeAsync("p", new RowChange.Insert("r", Properties(("Text", most), ("Bytes", bytes))));

        Assert.Equal(most, (await ReadAsync("p", "r"))!.Text("Text"));
        await TooMuchAsync("\"Text\" of the row \"r\" has 65538 bytes", new RowChange.Put("r", Text(most + "x")));
        await TooMuchAsync("\"Bytes\"", new RowChange.Put("r", Properties(("Bytes", new byte[65_537]))));
    }

    [Fact]
    public async Task A_row_of_252_properties_is_kept_and_one_more_is_refused()
    {
        var properties = Enumerable.Range(0, 252).ToDictionary(at => $"P{at}", object (at) => at);
        await MakeAsync("p", new RowChange.Insert("r", properties));

        Assert.Equal(252, (await ReadAsync("p", "r"))!.Properties.Count);
        properties["OneMore"] = 1;
        await TooMuchAsync("253 properties", new RowChange.Put("r", properties));
    }

    [Theory]
    [InlineData("a/b", "U+002F")]
    [InlineData("a\\b", "U+005C")]
    [InlineData("a#b", "U+0023")]
    [InlineData("a?b", "U+003F")]
    [InlineData("a\nb", "U+000A")]
    [InlineData("a\u0000b", "U+0000")]
    [InlineData("a\u007Fb", "U+007F")]
    [InlineData("a\u009Fb", "U+009F")]
    public async Task Forbidden_characters_in_keys_are_refused(string key, string message)
    {
        await TooMuchAsync(message, new RowChange.Insert(key, Text("x")));
        foreach (
            var call in new Func<Task>[]
            {
                () => Store.ReadAsync(Table, "p", key, default),
                () => Store.ReadAsync(Table, key, "r", default),
                () => Store.QueryAsync(Table, new RowQuery { Partition = key }, default),
                () => CommitAsync(key, new RowChange.Insert("r", Text("x"))),
            }
        )
        {
            await Assert.ThrowsAsync<TableLimitException>(call);
        }
    }

    [Fact]
    public async Task A_key_with_half_a_surrogate_pair_is_refused() =>
        await TooMuchAsync("surrogate", new RowChange.Insert("half \uD83D", Text("x")));

    [Fact]
    public async Task A_key_of_more_than_1_KiB_is_refused() =>
        await TooMuchAsync("513 characters", new RowChange.Insert(new string('k', 513), Text("x")));

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a-b")]
    [InlineData("a b")]
    [InlineData("x eq 1 or y")]
    [InlineData("Timestamp")]
    [InlineData("PartitionKey")]
    public async Task Names_that_no_property_can_have_are_refused(string name)
    {
        await TooMuchAsync(name, new RowChange.Insert("r", Properties((name, 1))));
        await Assert.ThrowsAsync<TableLimitException>(() =>
            Store.QueryAsync(Table, new RowQuery { Partition = "p", Where = Properties((name, 1)) }, default)
        );
        await Assert.ThrowsAsync<TableLimitException>(() =>
            Store.QueryAsync(Table, new RowQuery { Partition = "p", Select = [name] }, default)
        );
    }

    [Fact]
    public async Task Values_that_no_property_can_have_are_refused()
    {
        await TooMuchAsync("Decimal", new RowChange.Insert("r", Properties(("A", 1m))));
        await TooMuchAsync("null", new RowChange.Insert("r", Properties(("A", null!))));
        await TooMuchAsync("surrogate", new RowChange.Insert("r", Text("half \uDC00")));
        await TooMuchAsync("1601", new RowChange.Insert("r", Properties(("A", DateTimeOffset.MinValue))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("1abc")]
    [InlineData("with-dash")]
    [InlineData("Tables")]
    [InlineData("a/../b")]
    public async Task Names_that_no_table_can_have_are_refused(string name)
    {
        await Assert.ThrowsAsync<TableLimitException>(() => Store.EnsureTableAsync(name, default));
        await Assert.ThrowsAsync<TableLimitException>(() => Store.ReadAsync(name, "p", "r", default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task A_page_has_1_to_1000_rows(int top) =>
        await Assert.ThrowsAsync<TableLimitException>(() =>
            Store.QueryAsync(Table, new RowQuery { Partition = "p", Top = top }, default)
        );

    [Fact]
    public async Task A_condition_that_not_every_store_can_compare_is_refused() =>
        await Assert.ThrowsAsync<TableLimitException>(() =>
            Store.QueryAsync(Table, new RowQuery { Where = Properties(("A", 0.5)) }, default)
        );

    [Fact]
    public async Task A_replace_or_delete_without_an_etag_is_refused()
    {
        await TooMuchAsync("without an ETag", new RowChange.Replace("r", Text("x"), ""));
        await TooMuchAsync("without an ETag", new RowChange.Delete("r", ""));
    }

    private static RowChange[] Hundred(int characters) =>
        [
            .. Enumerable
                .Range(0, 100)
                .Select(at => new RowChange.Put(
                    $"{at:00}",
                    Properties(("A", new string('a', 32_000)), ("B", new string('b', characters - 32_000)))
                )),
        ];

    private async Task TooMuchAsync(string message, params RowChange[] changes)
    {
        var fault = await Assert.ThrowsAsync<TableLimitException>(() => CommitAsync("p", changes));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }
}
