using System.Text;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Tests.Json;

public sealed class JsonTreeTests
{
    [Fact]
    public void Every_kind_of_value_is_read_with_its_place()
    {
        var root = Parsed.Object("{ \"text\": \"a\\u00e9\\n\",\n  \"list\": [1.50, true, null, {}] }");

        Assert.Equal(new Place(1, 1), root.At);
        Assert.Equal(new JsonTree.Text(new(1, 11), "aé\n"), root.Get("text"));
        var member = root.Find("list")!;
        Assert.Equal(new Place(2, 3), member.NameAt);
        var list = Assert.IsType<JsonTree.List>(member.Value);
        Assert.Equal(
            [
                new JsonTree.Number(new(2, 12), 1.50m),
                new JsonTree.Flag(new(2, 18), true),
                new JsonTree.Null(new(2, 24)),
                new JsonTree.Object(new(2, 30), []),
            ],
            list.Items.AsEnumerable()
        );
        Assert.Null(root.Get("Text"));
    }

    [Fact]
    public void Kinds_have_words_for_messages()
    {
        var list = Assert.IsType<JsonTree.List>(Parsed.Tree("[\"\", 1, true, false, null, [], {}]"));
        Assert.Equal(
            ["a text", "a number", "true", "false", "null", "a list", "an object"],
            list.Items.Select(item => item.Kind)
        );
    }

    [Fact]
    public void Trees_of_the_same_text_are_equal()
    {
        const string text = "{ \"a\": [1, { \"b\": null }] }";
        Assert.Equal(Parsed.Tree(text), Parsed.Tree(text));
        Assert.Equal(Parsed.Tree(text).GetHashCode(), Parsed.Tree(text).GetHashCode());
        Assert.NotEqual(Parsed.Tree(text), Parsed.Tree("{ \"a\": [1, { \"c\": null }] }"));
    }

    [Theory]
    [InlineData("{\"ä\": 1}", 1, 7)] // two bytes, one column
    [InlineData("{\"€\": 1}", 1, 7)] // three bytes, one column
    [InlineData("{\"😀\": 1}", 1, 8)] // four bytes, two columns, as editors count
    [InlineData("{\r\n  \"a\": 1}", 2, 8)]
    [InlineData("{\n\n\"a\": 1}", 3, 6)]
    [InlineData("{\r\"a\": 1}", 2, 6)]
    [InlineData("{\t\"a\": 1}", 1, 8)]
    [InlineData("\uFEFF{\"a\": 1}", 1, 7)] // a byte order mark is no column
    public void Columns_count_characters_and_lines_end_in_any_way(string text, int line, int column)
    {
        var value = Parsed.Object(text).Members[0].Value;
        Assert.Equal(new Place(line, column), value.At);
    }

    [Fact]
    public void A_name_written_twice_is_refused_and_the_first_kept()
    {
        var (tree, bag) = Read("{ \"a\": 1,\n  \"a\": 2, \"A\": 3 }");
        var finding = Assert.Single(bag.Items);
        Assert.Equal(
            "t.json:2:3 error J003: \"a\" is written twice, first at 1:3; remove one of the two",
            finding.ToString()
        );
        var root = Assert.IsType<JsonTree.Object>(tree);
        Assert.Equal(new JsonTree.Number(new(1, 8), 1), root.Get("a"));
        Assert.Equal(2, root.Members.Length);
    }

    [Theory]
    [InlineData("{ // why\n \"a\": 1 /* and */ }", 1, 3, "comments")]
    [InlineData("{ \"a\": [1,\n ], }", 2, 2, "trailing commas")]
    [InlineData("{ \"a\": 1, }", 1, 11, "trailing commas")]
    [InlineData("{ \"a\": \"x,\" } // why", 1, 15, "comments")]
    public void Comments_and_trailing_commas_are_taken_with_one_warning(string text, int line, int column, string what)
    {
        var (tree, bag) = Read(text);
        Assert.NotNull(tree);
        var finding = Assert.Single(bag.Items);
        Assert.Equal(("J002", Severity.Information), (finding.Code, finding.Severity));
        Assert.Equal(new Place(line, column), finding.At);
        Assert.StartsWith(what, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.NotNull(Read(new string('[', 32) + new string(']', 32)).Tree);

        var (tree, bag) = Read(new string('[', 33) + new string(']', 33));
        Assert.Null(tree);
        Assert.Equal(
            "t.json:1:33 error J004: objects and lists are nested deeper than 32 levels",
            bag.Items[0].ToString()
        );

        Assert.Equal(["J004"], Read(new string('[', 100_000)).Bag.Items.Select(item => item.Code));
    }

    [Fact]
    public void Size_is_bounded()
    {
        var filler = new string(' ', (1024 * 1024) - 2);
        Assert.NotNull(Read("{" + filler + "}").Tree);
        Assert.Equal(["J005"], Read("{ " + filler + "}").Bag.Items.Select(item => item.Code));
        Assert.Equal(["J005"], Read(new string('ä', 600_000)).Bag.Items.Select(item => item.Code));
        Assert.Equal(["J005"], Read(new string('a', 3_000_000)).Bag.Items.Select(item => item.Code));
    }

    [Fact]
    public void A_file_saved_as_UTF_16_is_told_how_to_mend()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] content = encoding.GetBytes("{ \"a\": 1 }");
            foreach (var bytes in (byte[][])[content, [.. encoding.GetPreamble(), .. content]])
            {
                var bag = new DiagnosticBag("t.json");
                Assert.Null(JsonTree.Parse(bytes, bag));
                var finding = Assert.Single(bag.Items);
                Assert.Equal("J006", finding.Code);
                Assert.Contains("save it as UTF-8", finding.Message, StringComparison.Ordinal);
                Assert.Equal(["J006"], Read(Encoding.UTF8.GetString(bytes)).Bag.Items.Select(item => item.Code));
            }
        }
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_where_they_stand()
    {
        var bag = new DiagnosticBag("t.json");
        Assert.Null(JsonTree.Parse([.. "{\n \"a\": \"M"u8, 0xFC, .. "ller\" }"u8], bag));
        Assert.Equal(("J008", new Place(2, 9)), (bag.Items[0].Code, bag.Items[0].At));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t")]
    [InlineData("\uFEFF")]
    [InlineData("// nothing\n")]
    public void A_file_without_a_value_is_called_empty(string text)
    {
        var (tree, bag) = Read(text);
        Assert.Null(tree);
        Assert.Contains("J007", bag.Items.Select(item => item.Code));
    }

    [Fact]
    public void A_number_beyond_28_digits_is_refused() =>
        Assert.Equal(["J009"], Read("{ \"a\": 1e400 }").Bag.Items.Select(item => item.Code));

    private static (JsonTree? Tree, DiagnosticBag Bag) Read(string text)
    {
        var bag = new DiagnosticBag("t.json");
        return (JsonTree.Parse(text, bag), bag);
    }
}
