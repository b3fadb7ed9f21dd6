using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("mia.keller@example.com", "mia.keller@example.com")]
    [InlineData("A-Z_0.9", "A-Z_0.9")]
    [InlineData("", "")]
    [InlineData("a b", "a=0020b")]
    [InlineData("a/b", "a=002Fb")]
    [InlineData("a~b=c", "a=007Eb=003Dc")]
    [InlineData("ß日", "=00DF=65E5")]
    [InlineData("😀", "=D83D=DE00")]
    public void Any_text_becomes_a_part_of_a_key(string text, string key)
    {
        Assert.Equal(key, TableKey.Escape(text));
        TableKey.Check(key, "row key");
    }

    [Fact]
    public void Different_texts_stay_different()
    {
        var units = Enumerable.Range(0, 0x10000).Select(unit => $"{(char)unit}");
        List<string> texts = [.. units, "", "=0020", " 0020", "==0020"];

        Assert.Equal(texts.Count, texts.Select(TableKey.Escape).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("s\u007F", "s\u00A0")]
    [InlineData("s/x", "s0")]
    [InlineData("a#", "a$")]
    [InlineData("\u0000", " ")]
    [InlineData("plain", "plain")]
    public void A_bound_with_a_forbidden_character_moves_to_the_next_permitted_one(string bound, string expected) =>
        Assert.Equal(expected, TableKey.Bound(bound));

    [Fact]
    public void Every_possible_key_lies_on_the_same_side_of_a_bound_that_was_moved()
    {
        char[] units = ['\u0000', '\u001F', ' ', '#', '$', '/', '0', '?', '@', '~', '\u007F', '\u009F', '\u00A0'];
        var texts = units.SelectMany(first => units.Select(second => $"{first}{second}").Append($"{first}")).ToList();
        var keys = texts.Where(text => TableKey.Bound(text) == text).ToList();

        foreach (var bound in texts)
        {
            Assert.All(
                keys,
                key =>
                    Assert.Equal(
                        string.CompareOrdinal(key, bound) < 0,
                        string.CompareOrdinal(key, TableKey.Bound(bound)) < 0
                    )
            );
        }
    }
}
