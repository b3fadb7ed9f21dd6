using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables;

public sealed class PackedTextTests
{
    private const int Plain = TableLimits.PropertyBytes / 2;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Plain)]
    public void A_text_that_fits_stays_readable(int length)
    {
        var text = new string('x', length);
        var properties = Write(text);
        Assert.Equal(text, properties["body"]);
        Assert.Equal(text, Read(properties));
    }

    [Theory]
    [InlineData(Plain + 1)]
    [InlineData(400_000)]
    public void A_longer_text_is_compressed_and_comes_back_whole(int length)
    {
        var text = new string('x', length);
        var properties = Write(text);
        Assert.DoesNotContain("body", properties.Keys);
        Assert.Equal(text, Read(properties));
    }

    [Fact]
    public void What_is_still_too_long_is_cut_into_properties_that_fit()
    {
        // A walk through a cycle of a prime's multiples repeats late enough to compress badly.
        var text = string.Create(
            300_000,
            1u,
            static (letters, seed) =>
            {
                foreach (ref var letter in letters)
                {
                    seed = (uint)(seed * 48271UL % 2147483647UL);
                    letter = (char)('!' + (seed % 90));
                }
            }
        );
        var properties = Write(text);
        Assert.True(properties.Count > 1);
        Assert.All(properties.Values, part => Assert.True(((byte[])part).Length <= TableLimits.PropertyBytes));
        Assert.Equal(text, Read(properties));
    }

    [Fact]
    public void A_surrogate_pair_survives()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("🎉", Plain));
        Assert.Equal(text, Read(Write(text)));
    }

    [Fact]
    public void A_text_that_is_not_there_is_null() => Assert.Null(Read([]));

    private static Dictionary<string, object> Write(string text)
    {
        var properties = new Dictionary<string, object>();
        PackedText.Write(properties, "body", text);
        return properties;
    }

    private static string? Read(Dictionary<string, object> properties) =>
        PackedText.Read(new("p", "r", properties), "body");
}
