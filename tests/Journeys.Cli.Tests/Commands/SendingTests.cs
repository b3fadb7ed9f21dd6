using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class SendingTests
{
    private static readonly SendingSummary Paused = new(
        "nurture",
        true,
        FakeHost.Now.AddHours(-2),
        "olga",
        "the link is broken",
        5,
        5000,
        null,
        20,
        100,
        3
    );

    private static readonly SendingSummary Plain = new(
        "other",
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0
    );

    [Fact]
    public async Task It_says_of_each_journey_whether_and_how_fast_its_mails_go()
    {
        var host = new FakeHost().Has(
            "GET sending",
            new Page<SendingSummary>([Paused, Plain]),
            ApiJson.Default.PageSendingSummary
        );

        var ran = await Terminal.RunAsync(host, "sending");

        Assert.Contains("nurture  paused   2 h ago  olga  5/s, 5000/day", ran.Output, StringComparison.Ordinal);
        Assert.Contains("3 (pauses at 20 of 100)", ran.Output, StringComparison.Ordinal);
        Assert.Contains("the link is broken", ran.Output, StringComparison.Ordinal);
        Assert.Contains("never pauses", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pausing_carries_who_decided_and_why()
    {
        var host = new FakeHost().Has("POST journeys/nurture/sending/pause", Paused, ApiJson.Default.SendingSummary);

        var ran = await Terminal.RunAsync(
            host,
            "sending",
            "pause",
            "nurture",
            "--by",
            "olga",
            "--why",
            "the link is broken"
        );

        Assert.Equal(0, ran.Code);
        Assert.Contains("""POST journeys/nurture/sending/pause {"by":"olga","why":"the link is broken"}""", host.Asked);
    }
}
