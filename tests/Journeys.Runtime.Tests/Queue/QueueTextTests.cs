using System.Text;
using Journeys.Runtime.Queue;

namespace Journeys.Runtime.Tests.Queue;

public sealed class QueueTextTests
{
    [Theory]
    [InlineData("""{"id":"1"}""")]
    [InlineData("""[{"id":"1"},{"id":"2"}]""")]
    [InlineData("\"text\"")]
    public void Base64_of_JSON_is_undone(string json) =>
        Assert.Equal(json, QueueText.Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(json))));

    [Theory]
    [InlineData("")]
    [InlineData("""{"id":"1"}""")]
    [InlineData("not base64 at all")]
    [InlineData("bm90IEpTT04=")]
    [InlineData("eyJpZCI6")]
    [InlineData("/w==")]
    [InlineData("eyJhIjoxfSB4")]
    public void All_else_is_taken_as_it_is(string raw) => Assert.Equal(raw, QueueText.Read(raw));

    [Theory]
    [InlineData("plain 日本 😀\n\ttext", true)]
    [InlineData("carriage\r\nreturn", false)]
    [InlineData("control \u0001", false)]
    [InlineData("not a character \uFFFF", false)]
    public void Text_that_XML_cannot_carry_goes_as_base64(string text, bool plain) =>
        Assert.Equal(plain ? text : Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), QueueText.Sendable(text));
}
