using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Definitions;

/// <summary>How a journey says that its mails are paced, paused and settled.</summary>
public sealed class SendingReaderTests
{
    [Fact]
    public void Without_a_word_it_waits_half_an_hour_has_no_rate_and_pauses_after_20_of_100()
    {
        var sending = Read("{}");

        Assert.Equal(new Uncertain(null, null), sending.Uncertain);
        Assert.Null(sending.Rate);
        Assert.Equal(new PauseAfter(20, 100), sending.PauseAfter);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var sending = Read(
            """
            { "uncertain": { "wait": "2 hours", "then": "resend" }, "rate": { "perSecond": 5, "perDay": 5000 },
              "pauseAfter": { "failed": 10, "of": 50 } }
            """
        );

        Assert.Equal(("2 hours", "resend"), ($"{sending.Uncertain.Wait}", sending.Uncertain.Then));
        Assert.Equal(new SendingRate(5, 5000), sending.Rate);
        Assert.Equal(new PauseAfter(10, 50), sending.PauseAfter);
    }

    [Fact]
    public void Pausing_can_be_switched_off() => Assert.Null(Read("""{ "pauseAfter": "never" }""").PauseAfter);

    [Theory]
    [InlineData("""{ "rate": {} }""", "J101: \"rate\" needs \"perSecond\" or \"perDay\", or both")]
    [InlineData("""{ "rate": { "perSecond": 0 } }""", "J117: \"perSecond\" takes a whole number from 1 to 1000")]
    [InlineData(
        """{ "rate": { "perMinute": 5, "perDay": 1 } }""",
        "J102: \"rate\" has no \"perMinute\"; it takes perSecond, perDay."
    )]
    [InlineData(
        """{ "uncertain": { "then": "resent" } }""",
        "J126: \"then\" is one of \"ask\", \"resend\", not \"resent\". Did you mean \"resend\"?"
    )]
    [InlineData(
        """{ "uncertain": { "wait": "2 business hours" } }""",
        "J113: \"wait\" of uncertain mails counts all time; write it without \"business\""
    )]
    [InlineData(
        """{ "pauseAfter": "always" }""",
        "J126: \"pauseAfter\" is \"never\" or an object such as { \"failed\": 20, \"of\": 100 }"
    )]
    [InlineData(
        """{ "pauseAfter": { "failed": 51, "of": 50 } }""",
        "J117: \"failed\" takes a whole number from 1 to 50"
    )]
    public void What_cannot_be_meant_is_refused(string sending, string finding)
    {
        var result = DefinitionReader.Read(
            Written.Sources(Written.Journey(Steps, $$""" "enter": { "on": "lead.created" }, "sending": {{sending}} """))
        );

        Assert.Equal([finding], result.Diagnostics.Select(Told));
    }

    private const string Steps = """ "done": { "end": "done" } """;

    private static string Told(Diagnostic finding) => $"{finding.Code}: {finding.Message}";

    private static Sending Read(string sending) =>
        Written
            .Read(Written.Journey(Steps, $$""" "enter": { "on": "lead.created" }, "sending": {{sending}} """))
            .Sending;
}
