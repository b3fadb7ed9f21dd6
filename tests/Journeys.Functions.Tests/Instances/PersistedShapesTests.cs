using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Runtime.Instances;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// What stands in the histories of running orchestrations, written as the Functions worker writes it. What is there must
/// still be read by the next version of the app, and what that one writes by this one while both run.
/// </summary>
public sealed class PersistedShapesTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_waking_is_written_like_this() =>
        Assert.Equal("""{"instance":"nurture~abc","sequence":7}""", Payload.Write(new Waking("nurture~abc", 7)));

    [Fact]
    public void A_waking_with_what_was_known_is_written_like_this()
    {
        var waking = new Waking("nurture~abc", 7)
        {
            Settled = 6,
            Shown = new("waiting", "thanks", 6, Due) { Because = "why" },
        };
        const string json = """
            {"instance":"nurture~abc","sequence":7,"shown":{"status":"waiting","step":"thanks","sequence":6,"due":"2026-03-02T13:00:00+00:00","because":"why"},"settled":6}
            """;
        Assert.Equal(json, Payload.Write(waking));
        Assert.Equal(waking, Payload.Read<Waking>(json));
    }

    [Fact]
    public void A_report_is_written_like_this()
    {
        var report = new TurnReport(7, "waiting", "thanks", Due, Finished: false, Settled: 7);
        const string json = """
            {"sequence":7,"status":"waiting","step":"thanks","due":"2026-03-02T13:00:00+00:00","finished":false,"settled":7}
            """;
        Assert.Equal(json, Payload.Write(report));
        Assert.Equal(report, Payload.Read<TurnReport>(json));
    }

    [Fact]
    public void What_a_later_version_adds_is_passed_over()
    {
        Assert.Equal(
            new Waking("nurture~abc", 7),
            Payload.Read<Waking>("""{"instance":"nurture~abc","sequence":7,"mood":"good"}""")
        );
        Assert.Equal(
            new TurnReport(7, "finished", null, null, Finished: true, Settled: 7),
            Payload.Read<TurnReport>("""{"sequence":7,"status":"finished","finished":true,"settled":7,"Mood":"good"}""")
        );
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("\"a word\"", null)]
    [InlineData("not json", null)]
    [InlineData("""{"sequence":"7"}""", null)]
    [InlineData("""{"sequence":1e30}""", null)]
    [InlineData("""{"status":"waiting","sequence":7}""", 7)]
    public void A_custom_status_says_which_move_was_seen_or_nothing(string? status, int? sequence) =>
        Assert.Equal(sequence, JourneyStatus.SequenceIn(status));

    [Fact]
    public void A_long_reason_is_cut()
    {
        var status = JourneyStatus.Failed(null, new string('x', 1_000), Due);
        Assert.Equal(new("failing", null, 0, Due) { Because = new string('x', 300) }, status);
    }
}
