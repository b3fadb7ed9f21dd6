using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Events;

public sealed class IntakeTests
{
    [Fact]
    public async Task An_event_is_recorded_and_starts_the_journey_that_enters_on_it()
    {
        var world = await World.StartAsync();
        var answer = await world.SendAsync(
            "whitepaper.downloaded",
            data: """{ "topic": "energy", "contact": { "name": "Ada", "country": "DE" }, "account": { "id": "acme", "name": "Acme" } }"""
        );
        Assert.Equal(1, answer.Accepted);
        Assert.Equal([World.InstanceOf()], answer.Events[0].Instances);
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal("DE", contact.Profile.Text("country"));
        Assert.Equal("acme", contact.Profile.Text("account"));
        var account = await world.Get<AccountStore>().ReadAsync("acme", default);
        Assert.Equal("Acme", account.Text("name"));
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task The_same_event_again_is_a_duplicate_and_does_nothing()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        var answer = await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(EventResult.Duplicate, answer.Events[0].Result);
        Assert.Empty(answer.Events[0].Instances);
        Assert.Single(world.Post.Mails);
    }

    [Fact]
    public async Task A_duplicate_is_known_by_source_and_id_even_when_it_says_another_time()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        world.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(1, answer.Duplicate);
    }

    [Fact]
    public async Task A_crash_between_recording_and_telling_is_healed_by_the_repetition()
    {
        var world = await World.StartAsync();
        // Read the contact, look whether anybody was ever erased, record it, then die.
        world.Tables.FailAt(3, Fault.CrashAfter);
        await Assert.ThrowsAsync<CrashException>(() => world.SendAsync("whitepaper.downloaded"));
        world.Restart();
        var answer = await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(EventResult.Duplicate, answer.Events[0].Result);
        Assert.Equal([World.InstanceOf()], answer.Events[0].Instances);
        Assert.Single(world.Post.Mails);
    }

    [Fact]
    public async Task A_lost_answer_is_an_error_for_the_sender_and_no_loss()
    {
        var world = await World.StartAsync();
        world.Tables.FailAt(3, Fault.LoseAnswer);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => world.SendAsync("whitepaper.downloaded"));
        Assert.Equal(1, (await world.SendAsync("whitepaper.downloaded")).Duplicate);
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
    }

    [Fact]
    public async Task Of_events_out_of_order_the_newest_touch_stays_the_last()
    {
        var world = await World.StartAsync();
        await world.SendAsync("page.viewed", id: "new");
        await world.SendAsync("page.viewed", id: "old", ago: TimeSpan.FromDays(3));
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal("2026-03-02T09:00:00Z", contact.Profile.Text("lastTouchpointAt"));
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default);
        Assert.Equal([world.Now, world.Now - NodaTime.Duration.FromDays(3)], touchpoints.Select(touch => touch.Time));
    }

    [Fact]
    public async Task One_bad_event_of_a_batch_is_rejected_and_kept_and_the_others_are_accepted()
    {
        var world = await World.StartAsync();
        var events = Enumerable
            .Range(0, 10)
            .Select(n => world.Event("page.viewed", contact: n == 4 ? "   " : $"c{n}@example.com", id: $"{n}"));
        var answer = await world.SendJsonAsync($"[{string.Join(',', events)}]");
        Assert.Equal((9, 0, 1), (answer.Accepted, answer.Duplicate, answer.Rejected));
        Assert.Equal(EventResult.Rejected, answer.Events[4].Result);
        Assert.Contains("subject", answer.Events[4].Reason, StringComparison.Ordinal);
        var kept = await world.Store.QueryAsync(RejectedEvents.Table, new RowQuery(), default);
        var row = Assert.Single(kept.Rows);
        Assert.Equal(answer.Events[4].Reason, row.Text("reason"));
        Assert.Contains("\"subject\": \"   \"", row.Text("raw"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_one_contact_in_one_batch_keep_their_order()
    {
        var world = await World.StartAsync();
        var events = Enumerable
            .Range(0, 20)
            .Select(n => world.Event("page.viewed", id: $"{n}", data: $$"""{ "contact": { "stage": "{{n}}" } }"""));
        await world.SendJsonAsync($"[{string.Join(',', events)}]");
        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal("19", contact.Profile.Text("stage"));
    }

    [Fact]
    public async Task What_would_make_a_contact_too_large_is_rejected_with_the_reason()
    {
        var world = await World.StartAsync();
        for (var n = 0; n < 4; n++)
        {
            Assert.Equal(1, (await SendAsync(n)).Accepted);
        }

        var answer = await SendAsync(4);
        Assert.Equal(1, answer.Rejected);
        Assert.Contains("at most 500", answer.Events[0].Reason, StringComparison.Ordinal);

        Task<EventsAnswer> SendAsync(int n)
        {
            var fields = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"f{n}x{i}\": 1"));
            return world.SendAsync("page.viewed", id: $"{n}", data: $$"""{ "contact": { {{fields}} } }""");
        }
    }
}
