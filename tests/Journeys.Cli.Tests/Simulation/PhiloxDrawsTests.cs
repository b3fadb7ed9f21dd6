using Journeys.Cli.Simulation;
using Journeys.Orchestrations.Simulation;

namespace Journeys.Cli.Tests.Simulation;

public sealed class PhiloxDrawsTests
{
    // The known answers that the authors publish with Random123, for philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0x408f276d,
        0x41c83b0e,
        0xa20bc7c6,
        0x6d5451fd
    )]
    [InlineData(
        0x243f6a88,
        0x85a308d3,
        0x13198a2e,
        0x03707344,
        0xa4093822,
        0x299f31d0,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1
    )]
    public void The_generator_gives_its_authors_known_answers(
        uint a,
        uint b,
        uint c,
        uint d,
        uint keyA,
        uint keyB,
        uint first,
        uint second,
        uint third,
        uint fourth
    ) => Assert.Equal((first, second, third, fourth), PhiloxDraws.Permute((a, b, c, d), (keyA, keyB)));

    [Fact]
    public void Draws_are_even_and_never_reach_the_ends()
    {
        var draws = new PhiloxDraws(7);
        var purpose = Purpose.Of("test");
        var tenths = new int[10];
        for (uint contact = 0; contact < 100_000; contact++)
        {
            var draw = draws.Of(contact, purpose, 0);
            Assert.InRange(draw.Chance, double.Epsilon, 1 - 1e-16);
            tenths[(int)(draw.Chance * 10)]++;
        }

        // Chi square with nine degrees of freedom stays below 27.9 in 999 of 1,000 cases.
        Assert.InRange(tenths.Sum(count => Math.Pow(count - 10_000, 2) / 10_000), 0, 27.9);
    }

    [Fact]
    public void Another_seed_purpose_or_occurrence_is_another_draw_and_the_same_is_the_same()
    {
        var (draws, purpose) = (new PhiloxDraws(1), Purpose.Of("click"));

        var all = new[]
        {
            draws.Of(1, purpose, 0),
            draws.Of(2, purpose, 0),
            draws.Of(1, purpose, 1),
            draws.Of(1, Purpose.Of("open"), 0),
            new PhiloxDraws(2).Of(1, purpose, 0),
        };

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], new PhiloxDraws(1).Of(1, purpose, 0));
    }
}
