using Journeys.Local.Settings;

namespace Journeys.Local.Tests.Settings;

public sealed class SpeedTests
{
    [Theory]
    [InlineData("1d=1s", 86_400)]
    [InlineData("1 day = 1 second", 86_400)]
    [InlineData("2 weeks=1min", 20_160)]
    [InlineData("1h=500ms", 7_200)]
    [InlineData("1.5h=1s", 5_400)]
    [InlineData("60x", 60)]
    [InlineData("60", 60)]
    [InlineData(" 2.5 x ", 2.5)]
    [InlineData("60 times", 60)]
    [InlineData("1s=1s", 1)]
    public void A_speed_is_a_pair_of_spans_or_a_factor(string text, double expected)
    {
        Assert.Equal(expected, Speed.Read(text, out var problem), 6);
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("")]
    [InlineData("1d")]
    [InlineData("1d=")]
    [InlineData("1d=0s")]
    [InlineData("1d=1s=1s")]
    [InlineData("1fortnight=1s")]
    [InlineData("-1x")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    public void What_is_no_speed_is_refused_with_what_to_write(string text)
    {
        Speed.Read(text, out var problem);
        Assert.Contains($"\"{text}\" cannot be understood. Write 1d=1s", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("1w=1ms")]
    [InlineData("1ms=1w")]
    public void A_speed_that_is_out_of_bounds_says_the_bounds(string text)
    {
        Speed.Read(text, out var problem);
        Assert.Contains("it can be 0.001 to 1,000,000", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "moved by hand")]
    [InlineData(1, "real time")]
    [InlineData(86_400, "a day passes in 1 second")]
    [InlineData(8_640, "a day passes in 10 seconds")]
    [InlineData(60, "an hour passes in 60 seconds")]
    [InlineData(2, "a minute passes in 30 seconds")]
    public void Words_say_how_long_the_longest_span_takes_that_one_can_watch(double speed, string expected) =>
        Assert.Equal(expected, Speed.Words(speed));
}
