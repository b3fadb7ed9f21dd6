using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Tests.Values;

public sealed class StableHashTests
{
    // SHA-256 of "abc" is ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad (FIPS 180-4).
    [Fact]
    public void Base_32_of_the_whole_hash_is_what_RFC_4648_says() =>
        Assert.Equal(
            "xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacwwq",
            StableHash.Base32("abc", StableHash.Base32Limit)
        );

    [Theory]
    [InlineData(1, "x")]
    [InlineData(16, "xj4bnp4pahh6uqkb")]
    [InlineData(20, "xj4bnp4pahh6uqkbidpf")]
    public void A_shorter_one_is_its_beginning(int length, string expected) =>
        Assert.Equal(expected, StableHash.Base32("abc", length));

    [Fact]
    public void The_number_is_the_first_four_bytes() => Assert.Equal(0xba7816bfu, StableHash.Number("abc"));

    [Fact]
    public void Text_of_any_length_and_script_has_a_hash()
    {
        Assert.Equal("4oymiquy", StableHash.Base32("", 8));
        Assert.NotEqual(StableHash.Base32(new('ü', 5_000), 20), StableHash.Base32(new('ü', 5_001), 20));
        Assert.NotEqual(StableHash.Number("🎉"), StableHash.Number("🎊"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(53)]
    public void A_length_that_no_hash_has_is_a_fault_of_the_caller(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => StableHash.Base32("abc", length));
}
