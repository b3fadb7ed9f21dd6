using System.Text;
using System.Text.Json;
using Journeys.Runtime.Queue;

namespace Journeys.Runtime.Tests.Queue;

public sealed class PoisonMessageTests
{
    [Fact]
    public void It_reads_as_people_write() =>
        Assert.Equal(
            """{"reason":"Größe > 1 fehlt","tries":5,"body":"<müde>"}""",
            PoisonMessage.For("Größe > 1 fehlt", 5, "<müde>").ToText()
        );

    [Theory]
    [InlineData("a")]
    [InlineData("\"")]
    [InlineData("\u0001")]
    [InlineData("🎉")]
    public void What_does_not_fit_into_a_message_is_cut_and_says_so(string letter)
    {
        var body = string.Concat(Enumerable.Repeat(letter, QueueLimits.MessageBytes));

        var text = PoisonMessage.For(new string('r', 10_000), 1, body).ToText();

        Assert.True(Encoding.UTF8.GetByteCount(text) <= QueueLimits.MessageBytes);
        var read = JsonSerializer.Deserialize<PoisonMessage>(text, JsonSerializerOptions.Web)!;
        Assert.True(read.Cut);
        Assert.StartsWith(read.Body, body, StringComparison.Ordinal);
    }
}
