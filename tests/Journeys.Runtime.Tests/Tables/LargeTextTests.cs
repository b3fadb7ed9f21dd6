using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Tests.Tables;

public sealed class LargeTextTests
{
    private const int Chunk = TableLimits.PropertyBytes / 2;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(Chunk, 1)]
    [InlineData(Chunk + 1, 2)]
    [InlineData(2 * Chunk, 2)]
    [InlineData((2 * Chunk) + 1, 3)]
    public void A_text_takes_as_few_properties_as_it_needs(int length, int expected)
    {
        var text = new string('x', length);
        var properties = Put(text);
        Assert.Equal(expected, properties.Count);
        Assert.Equal(text, LargeText.Read(new("p", "r", properties), "Html"));
    }

    [Fact]
    public void A_surrogate_pair_is_never_split()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("🎉", Chunk));
        var properties = Put(text);
        Assert.All(properties.Values, part => Assert.False(char.IsHighSurrogate(((string)part)[^1])));
        Assert.Equal(text, LargeText.Read(new("p", "r", properties), "Html"));
    }

    [Fact]
    public void A_text_that_is_not_there_is_null() =>
        Assert.Null(LargeText.Read(new("p", "r", new Dictionary<string, object>()), "Html"));

    private static Dictionary<string, object> Put(string text)
    {
        var properties = new Dictionary<string, object>();
        LargeText.Put(properties, "Html", text);
        return properties;
    }
}
