using Journeys.Cli.Output;

namespace Journeys.Cli.Tests.Output;

public class MeasureTests
{
    [Theory]
    [InlineData("short", "short")]
    [InlineData("twelve chars", "twelve cha…")]
    [InlineData("日本語のテキスト", "日本語のテ…")]
    public void A_text_is_cut_to_the_columns_it_takes(string text, string cut) =>
        Assert.Equal(cut, Measure.Cut(text, 11));

    [Fact]
    public void Lines_break_at_blanks_and_a_long_word_keeps_its_own_line() =>
        Assert.Equal(["one two", "averylongword", "three"], Measure.Wrapped("one two averylongword three", 8));
}
