using FsCheck;
using FsCheck.Fluent;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;

namespace Journeys.Orchestrations.Tests.Json;

public sealed class JsonSyntaxTests
{
    [Theory]
    [InlineData("{ \"a\": 1 \"b\": 2 }", "1:10 error J001: expected \",\" or \"}\", found \"\"b\"\"")]
    [InlineData("{\n  a: 1 }", "2:3 error J001: expected a name in double quotation marks, or \"}\", found \"a\"")]
    [InlineData("{ \"a\": 1, b: 2 }", "1:11 error J001: expected a name in double quotation marks, found \"b\"")]
    [InlineData("{ \"a\" 1 }", "1:7 error J001: expected \":\" and a value, found \"1\"")]
    [InlineData("{ \"a\": yes }", "1:8 error J001: expected \":\" and a value, found \"yes\"")]
    [InlineData("[1 2]", "1:4 error J001: expected \",\" or \"]\", found \"2\"")]
    [InlineData("[1, x]", "1:5 error J001: expected a value, found \"x\"")]
    [InlineData("[x]", "1:2 error J001: expected a value or \"]\", found \"x\"")]
    [InlineData("x", "1:1 error J001: expected a value, such as \"{\", found \"x\"")]
    [InlineData("{} {}", "1:4 error J001: expected nothing more behind the value, found \"{\"")]
    [InlineData("{ \"a\": 1", "1:9 error J001: the file ends too early; expected \",\" or \"}\"")]
    [InlineData("{ \"a\": [1, {}", "1:14 error J001: the file ends too early; expected \",\" or \"]\"")]
    [InlineData("{ \"a\": 1]", "1:9 error J001: expected \",\" or \"}\", found \"]\"")]
    [InlineData(
        "{ 'a': 1 }",
        "1:3 error J001: expected a name in double quotation marks, or \"}\"; JSON takes double quotation marks, not single ones"
    )]
    [InlineData(
        "{ \"a\": \"x\n\" }",
        "1:10 error J001: a line break or tab inside a text; close the quotation mark, or write \\n or \\t"
    )]
    [InlineData(
        "{ \"a\": \"x\\q\" }",
        "1:11 error J001: a backslash before \"q\"\" means nothing in JSON; write \\\\ for a backslash"
    )]
    [InlineData("{ \"ä😀\": x }", "1:10 error J001: expected \":\" and a value, found \"x\"")]
    [InlineData("{ \"😀\": 1, \"b\": x }", "1:17 error J001: expected \":\" and a value, found \"x\"")]
    public void What_was_expected_is_said_where_it_was(string text, string expected)
    {
        var bag = new DiagnosticBag("t.json");
        Assert.Null(JsonTree.Parse(text, bag));
        Assert.Equal("t.json:" + expected, bag.Items[^1].ToString());
    }

    [Fact]
    public void A_text_left_open_is_refused()
    {
        var bag = new DiagnosticBag("t.json");
        Assert.Null(JsonTree.Parse("{ \"a\": \"open }", bag));
        Assert.Equal("J001", Assert.Single(bag.Items).Code);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        var bag = new DiagnosticBag("t.json");
        Assert.Null(JsonTree.Parse("{ \"a\": \"\\ud800\" }", bag));
        Assert.Equal(("J001", new Place(1, 8)), (bag.Items[0].Code, bag.Items[0].At));
    }

    [Fact]
    public void No_text_makes_the_reader_throw_and_every_refusal_has_a_place_inside_it()
    {
        var snippets = Gen.Elements(
            "{",
            "}",
            "[",
            "]",
            "\"a\"",
            ":",
            ",",
            "1",
            "tru",
            "\n",
            "\r\n",
            " ",
            "é",
            "😀",
            "\\",
            "'",
            "//",
            "/*",
            "\0"
        );
        var texts = snippets.ArrayOf().Select(parts => string.Concat(parts));
        Prop.ForAll(
                texts.ToArbitrary(),
                text =>
                {
                    var bag = new DiagnosticBag("t.json");
                    var tree = JsonTree.Parse(text, bag);
                    var lines = text.Split('\n').Length + text.Count(unit => unit == '\r');
                    return tree is not null != bag.HasErrors
                        || bag.Items.Any(item => item.Code == "J003")
                            && bag.Items.All(item => item.At.Line >= 1 && item.At.Line <= lines && item.At.Column >= 1);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
