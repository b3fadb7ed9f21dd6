using Journeys.Orchestrations.Values;
using Journeys.Runtime.Instances;

namespace Journeys.Runtime.Tests.Instances;

public sealed class InstanceIdTests
{
    [Fact]
    public void An_id_is_journey_and_hash_and_comes_back_from_text()
    {
        var id = InstanceId.For("nurture", "ada@example.com");
        Assert.Equal($"nurture~{StableHash.Base32("nurture\nada@example.com", 16)}", id.ToString());
        Assert.True(InstanceId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(100)]
    public void The_shard_is_the_hashs_first_four_bytes_modulo_the_shards(int shards)
    {
        for (var n = 0; n < 200; n++)
        {
            var expected = StableHash.Number($"nurture\nc{n}") % (uint)shards;
            Assert.Equal((int)expected, InstanceId.For("nurture", $"c{n}").Shard(shards));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nurture")]
    [InlineData("nurture~short")]
    [InlineData("~aaaaaaaaaaaaaaaa")]
    [InlineData("nurture~aaaaaaaaaaaaaaa1")]
    [InlineData("nur/ture~aaaaaaaaaaaaaaaa")]
    public void Other_texts_are_no_ids(string? text) => Assert.False(InstanceId.TryParse(text, out _));
}
