using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables.Contract;

public abstract class RangeContract : TablesContract
{
    [Fact]
    public async Task Pages_over_many_rows_hold_each_row_once_and_in_order()
    {
        var keys = Enumerable.Range(0, 2_500).Select(at => $"{at * 7919 % 2_500:0000}").ToList();
        foreach (var hundred in keys.Chunk(100))
        {
            await MakeAsync("p", [.. hundred.Select(key => new RowChange.Insert(key, Text(key)))]);
        }

        var all = await AllAsync(new RowQuery { Partition = "p" });
        var some = await AllAsync(
            new RowQuery
            {
                Partition = "p",
                From = "0100",
                Before = "0800",
                Top = 333,
            }
        );

        Assert.Equal(keys.Order(StringComparer.Ordinal), all.Select(row => row.Row));
        Assert.Equal(Enumerable.Range(100, 700).Select(at => $"{at:0000}"), some.Select(row => row.Row));
    }

    [Fact]
    public async Task Rows_are_sorted_by_character_code()
    {
        string[] sorted = ["", "!", "0", "10", "2", "A", "Z", "_", "a", "aa", "b", "~", "ß", "ā", "日"];
        await MakeAsync("p", [.. sorted.Reverse().Select(key => new RowChange.Insert("x" + key, Text("-")))]);

        Assert.Equal(sorted.Select(key => "x" + key), await KeysAsync(new RowQuery { Partition = "p" }));
    }

    [Fact]
    public async Task The_first_bound_is_inside_the_range_and_the_last_is_not()
    {
        await MakeAsync("p", [.. "abcde".Select(key => new RowChange.Insert($"{key}", Text("-")))]);

        Assert.Equal(
            ["b", "c"],
            await KeysAsync(
                new()
                {
                    Partition = "p",
                    From = "b",
                    Before = "d",
                }
            )
        );
        Assert.Equal(["d", "e"], await KeysAsync(new() { Partition = "p", From = "d" }));
        Assert.Equal(["a", "b"], await KeysAsync(new() { Partition = "p", Before = "c" }));
        Assert.Empty(
            await KeysAsync(
                new()
                {
                    Partition = "p",
                    From = "d",
                    Before = "b",
                }
            )
        );
    }

    [Theory]
    [InlineData("s~")]
    [InlineData("s.")]
    [InlineData("it's")]
    [InlineData("50%")]
    public async Task A_prefix_finds_all_that_begin_with_it_and_nothing_else(string prefix)
    {
        await MakeAsync(
            "p",
            [
                .. new[] { "", "a", "~", "\u00A0", "\uFFFD" }.Select(end => new RowChange.Insert(
                    prefix + end,
                    Text("-")
                )),
                new RowChange.Insert(prefix[..^1], Text("before")),
                new RowChange.Insert("zz", Text("after")),
                new RowChange.Insert("A", Text("long before")),
            ]
        );

        Assert.Equal(
            new[] { "", "a", "~", "\u00A0", "\uFFFD" }.Select(end => prefix + end),
            await KeysAsync(RowQuery.Prefixed("p", prefix))
        );
    }

    [Fact]
    public async Task A_range_stays_in_its_partition()
    {
        await MakeAsync("p", new RowChange.Insert("r", Text("mine")));
        await MakeAsync("P", new RowChange.Insert("r", Text("upper case")));
        await MakeAsync("p2", new RowChange.Insert("r", Text("longer")));

        Assert.Equal(["mine"], (await AllAsync(new RowQuery { Partition = "p" })).Select(row => row.Text("Text")));
        Assert.Empty(await AllAsync(new RowQuery { Partition = "none" }));
    }

    [Fact]
    public async Task Without_a_partition_all_are_scanned_in_order()
    {
        foreach (var partition in new[] { "c", "a", "b" })
        {
            await MakeAsync(
                partition,
                [.. "321".Select(row => new RowChange.Insert($"{row}", Properties(("Odd", row != '2'))))]
            );
        }

        var query = new RowQuery { Where = Properties(("Odd", true)), Top = 2 };
        var rows = await AllAsync(query);

        Assert.Equal(["a1", "a3", "b1", "b3", "c1", "c3"], rows.Select(row => row.Partition + row.Row));
    }

    [Theory]
    [InlineData("Text", "it's", "text")]
    [InlineData("Text", "", "empty")]
    [InlineData("Number", -5, "number")]
    [InlineData("Long", long.MaxValue, "long")]
    [InlineData("Flag", false, "flag")]
    public async Task A_condition_is_met_by_equal_values_only(string name, object value, string expected)
    {
        await MakeAsync(
            "p",
            new RowChange.Insert("text", Text("it's")),
            new RowChange.Insert("text2", Text("it")),
            new RowChange.Insert("empty", Text("")),
            new RowChange.Insert("number", Properties(("Number", -5))),
            new RowChange.Insert("number2", Properties(("Number", 5))),
            new RowChange.Insert("long", Properties(("Long", long.MaxValue))),
            new RowChange.Insert("long2", Properties(("Long", long.MaxValue - 1))),
            new RowChange.Insert("flag", Properties(("Flag", false))),
            new RowChange.Insert("flag2", Properties(("Flag", true)))
        );

        Assert.Equal([expected], await KeysAsync(new() { Partition = "p", Where = Properties((name, value)) }));
    }

    [Fact]
    public async Task All_conditions_must_be_met()
    {
        await MakeAsync(
            "p",
            new RowChange.Insert("both", Properties(("A", 1), ("B", "x"))),
            new RowChange.Insert("one", Properties(("A", 1), ("B", "y"))),
            new RowChange.Insert("other", Properties(("A", 2), ("B", "x")))
        );

        Assert.Equal(["both"], await KeysAsync(new() { Partition = "p", Where = Properties(("A", 1), ("B", "x")) }));
    }

    [Fact]
    public async Task A_selection_returns_keys_and_etag_and_only_the_properties_it_names()
    {
        var etag = await MakeAsync("p", new RowChange.Insert("r", Properties(("A", 1L), ("B", "x"), ("C", true))));

        var row = Assert.Single(await AllAsync(new RowQuery { Partition = "p", Select = ["A", "Absent"] }));

        Assert.Equal(("p", "r", etag), (row.Partition, row.Row, row.ETag));
        Assert.Equal(Properties(("A", 1L)), row.Properties);
    }

    [Fact]
    public async Task A_page_that_holds_all_rows_is_the_last()
    {
        await MakeAsync("p", new RowChange.Insert("a", Text("-")), new RowChange.Insert("b", Text("-")));

        var page = await Store.QueryAsync(Table, new RowQuery { Partition = "p", Top = 3 }, default);

        Assert.Equal(2, page.Rows.Count);
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task A_row_deleted_between_two_pages_does_not_disturb_the_rest()
    {
        await MakeAsync("p", [.. "abcdef".Select(key => new RowChange.Insert($"{key}", Text("-")))]);
        var first = await Store.QueryAsync(Table, new RowQuery { Partition = "p", Top = 2 }, default);

        await MakeAsync("p", new RowChange.Delete("b"), new RowChange.Delete("c"));

        Assert.Equal(["d", "e", "f"], await KeysAsync(new() { Partition = "p", After = first.Next }));
    }

    [Theory]
    [InlineData("no token")]
    [InlineData("!")]
    [InlineData("YWJj")]
    public async Task A_token_that_no_page_gave_is_an_error(string token) =>
        await Assert.ThrowsAsync<PageTokenException>(() =>
            Store.QueryAsync(Table, new RowQuery { Partition = "p", After = token }, default)
        );

    private async Task<IEnumerable<string>> KeysAsync(RowQuery query) => (await AllAsync(query)).Select(row => row.Row);
}
