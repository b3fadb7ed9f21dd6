using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Events;

/// <summary>A sender whose clock is fast must not have the last word: what is dated ahead counts as of its arrival.</summary>
public sealed class AheadTests
{
    private const string Ada = "ada@example.com";
    private const string Marketing = """{ "class": "marketing", "channel": "email" }""";

    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("contact.unsubscribed", Marketing)]
    [InlineData("email.complained", "{}")]
    public async Task A_withdrawal_after_a_consent_that_was_dated_ahead_counts(string withdrawal, string data)
    {
        var world = await World.StartAsync();
        await world.SendAsync("contact.consented", data: Marketing, ago: -TenMinutes);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await world.SendAsync(withdrawal, id: "2", data: data);

        var known = await world.Get<FactsReader>().ReadAnewAsync(Ada, default);
        Assert.NotNull(SendingRules.Refusal("marketing", new(known!)));
    }

    [Fact]
    public async Task What_happens_after_an_entry_that_was_dated_ahead_counts()
    {
        var world = await World.StartAsync(
            """
            "wait": { "waitFor": { "event": "page.viewed" }, "upTo": "1 day", "then": "seen", "otherwise": "missed" },
            "seen": { "end": "seen" }, "missed": { "end": "missed" }
            """
        );
        await world.SendAsync("whitepaper.downloaded", ago: -TenMinutes);
        world.Time.Advance(TimeSpan.FromMinutes(1));

        await world.SendAsync("page.viewed", id: "2");

        Assert.Equal("seen", (await world.StandingAsync()).Outcome);
    }

    [Fact]
    public async Task An_event_that_was_dated_ahead_and_is_told_again_later_has_one_touchpoint_and_one_effect()
    {
        var world = await World.StartAsync();
        var began = world.Now;
        var told = world.Event("whitepaper.downloaded", ago: -TenMinutes);
        Assert.Equal(1, (await world.SendJsonAsync(told)).Accepted);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await world.SendJsonAsync(told)).Duplicate);
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await world.SendJsonAsync(told)).Duplicate);

        Assert.Single(world.Post.Mails);
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync(Ada, 10, null, default);
        Assert.Equal(began, Assert.Single(touchpoints, touch => touch.Type == "whitepaper.downloaded").Time);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_run_that_a_repetition_begins_began_when_the_event_first_came(int minutesLater)
    {
        var world = await World.StartAsync();
        var began = world.Now;
        var told = world.Event("whitepaper.downloaded", ago: -TenMinutes);
        // Read the contact, look whether anybody was ever erased, record it, then die.
        world.Tables.FailAt(3, Fault.CrashAfter);
        await Assert.ThrowsAsync<CrashException>(() => world.SendJsonAsync(told));
        world.Restart();
        world.Time.Advance(TimeSpan.FromMinutes(minutesLater));

        Assert.Equal(1, (await world.SendJsonAsync(told)).Duplicate);

        var history = await world.Get<InstanceStore>().HistoryAsync(World.InstanceOf(), default);
        Assert.Equal(began, Assert.IsType<JourneyInput.EventArrived>(history[0].Input).Event.Time);
    }

    [Fact]
    public async Task The_mark_of_an_earlier_version_which_holds_no_time_is_still_the_duplicate_check()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var marks = RowQuery.Prefixed(ContactRows.Partition(Ada), ContactRows.MarkKey(""));
        foreach (var mark in (await world.Store.QueryAsync(ContactRows.Table, marks, default)).Rows)
        {
            var old = new RowChange.Put(mark.Row, new Dictionary<string, object>());
            await world.Store.CommitAsync(ContactRows.Table, ContactRows.Partition(Ada), [old], default);
        }

        Assert.Equal(1, (await world.SendAsync("whitepaper.downloaded")).Duplicate);
        Assert.Single(world.Post.Mails);
    }
}
