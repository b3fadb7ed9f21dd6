namespace Journeys.Runtime.Tests.Tables.Contract;

/// <summary>Values at the edges of what a property can hold.</summary>
internal static class ValueSamples
{
    public static Dictionary<string, object> All() =>
        new(StringComparer.Ordinal)
        {
            ["Empty"] = "",
            ["Text"] = "plain",
            ["Tricky"] = "line\r\nnext\t\"quoted\" \\ back / 'single' {brace} </x> \u0001 \u007F \u2028 \uFFFD",
            ["Unicode"] = "Größe Łódź 日本語 עברית 😀👩‍💻",
            ["LooksLikeNumber"] = "0123",
            ["LooksLikeTime"] = "2026-03-01T00:00:00Z",
            ["LooksLikeBatch"] = "\r\n--changeset_journeys--\r\nHTTP/1.1 500 No\r\nETag: x\r\n\r\n",
            ["Zero"] = 0,
            ["Least"] = int.MinValue,
            ["Most"] = int.MaxValue,
            ["LeastLong"] = long.MinValue,
            ["MostLong"] = long.MaxValue,
            ["SmallLong"] = 1L,
            ["Third"] = 1.0 / 3,
            ["WholeDouble"] = 3.0,
            ["HugeDouble"] = 1e300,
            ["LeastDouble"] = double.MinValue,
            ["TinyDouble"] = double.Epsilon,
            ["BigWholeDouble"] = 1e20,
            ["NotANumber"] = double.NaN,
            ["Endless"] = double.PositiveInfinity,
            ["MinusEndless"] = double.NegativeInfinity,
            ["Yes"] = true,
            ["No"] = false,
            ["Instant"] = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero).AddTicks(1234567),
            ["WholeSecond"] = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero),
            ["First"] = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero),
            ["Last"] = DateTimeOffset.MaxValue,
            ["NoBytes"] = Array.Empty<byte>(),
            ["Bytes"] = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray(),
        };

    public static void AssertSame(
        IReadOnlyDictionary<string, object> expected,
        IReadOnlyDictionary<string, object> actual
    )
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in expected)
        {
            Assert.Equal((name, value.GetType()), (name, actual[name].GetType()));
            Assert.Equal(value, actual[name]);
        }
    }
}
