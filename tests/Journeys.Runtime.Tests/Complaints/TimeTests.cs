using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Complaints;

/// <summary>What users of other engines complain of: the wrong hour, the hour that comes twice, and the hour nobody was there.</summary>
public sealed class TimeTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-03T08:00:00Z")]
    [InlineData("America/New_York", "2026-03-02T14:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-03-03T00:00:00Z")]
    public async Task A_local_time_is_never_taken_for_utc(string zone, string due)
    {
        var world = await World.StartAsync(Until("09:00"));

        await world.SendAsync("whitepaper.downloaded", data: $$$"""{ "contact": { "timeZone": "{{{zone}}}" } }""");

        Assert.Equal(DateTimeOffset.Parse(due, null), (await world.StandingAsync()).Due);
    }

    // Half past two does not exist in Berlin on 29 March 2026, when it becomes half past three, and comes twice on 25 October.
    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    public async Task A_time_that_does_not_exist_or_comes_twice_is_waited_for_once(string entered, string due)
    {
        var world = await World.StartAsync(Until("02:30"));
        world.Time.Advance(DateTimeOffset.Parse(entered, null) - world.Time.GetUtcNow());
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(DateTimeOffset.Parse(due, null), (await world.StandingAsync()).Due);

        await world.PassAsync(TimeSpan.FromDays(2));

        var ended = await world.StandingAsync();
        Assert.Equal(("finished", DateTimeOffset.Parse(due, null)), (ended.Status, ended.Since));
        Assert.Single(world.Post.Mails);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_due_while_nobody_was_there_is_done_when_somebody_is(bool singleWriter)
    {
        var world = await World.StartAsync(Until("09:00"), singleWriter);
        await world.SendAsync("whitepaper.downloaded");
        world.Time.Advance(TimeSpan.FromDays(30));

        world.Restart();
        await world.PassAsync(TimeSpan.Zero);

        var ended = await world.StandingAsync();
        Assert.Equal(("finished", Monday + TimeSpan.FromDays(30)), (ended.Status, ended.Since));
        Assert.Single(world.Post.Mails);
    }

    private static string Until(string time) =>
        $$"""
            "rest": { "wait": { "until": "{{time}}" }, "then": "thanks" },
            "thanks": { "email": "thanks", "then": "done" },
            "done": { "end": "done" }
            """;
}
