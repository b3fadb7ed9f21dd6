using Journeys.Orchestrations.Values;
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

    [Theory]
    [InlineData("""{ "a.b.c.d.e.f.g.h.i": 1 }""")]
    [InlineData("""{ "a": { "b.c.d.e.f.g.h.i": 1 } }""")]
    [InlineData("""{ "contact": { "b.c.d.e.f.g.h.i": 1 } }""")]
    public async Task A_name_with_too_many_dots_is_rejected_and_its_contact_can_be_read_and_written(string data)
    {
        var world = await World.StartAsync();

        var answer = await world.SendAsync("whitepaper.downloaded", data: data);

        Assert.Equal((0, 1), (answer.Accepted, answer.Rejected));
        Assert.EndsWith("is nested deeper than 8 levels", answer.Events[0].Reason, StringComparison.Ordinal);
        world.Restart();
        Assert.Equal(1, (await world.SendAsync("whitepaper.downloaded", id: "2")).Accepted);
        world.Restart();
        Assert.Equal("qualify", (await world.StandingAsync()).Step);
        Assert.Equal(
            ["email.sent", "whitepaper.downloaded"],
            (await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default))
                .Touchpoints.Select(touchpoint => touchpoint.Type)
                .Order()
        );
    }

    [Theory]
    [InlineData("a.b.c.d.e.f.g.h")]
    [InlineData(".a..b.")]
    [InlineData("")]
    public async Task Names_with_dots_are_kept_and_read_again(string name)
    {
        var world = await World.StartAsync();
        await world.SendAsync(
            "page.viewed",
            data: $$"""{ "{{name}}": 1, "contact": { "{{name.Replace(".h", "", StringComparison.Ordinal)}}": 2 } }"""
        );
        world.Restart();

        var contact = await world.Get<ContactStore>().ReadAsync("ada@example.com", default);
        Assert.Equal(FieldValue.Of(2), contact.Profile[name.Replace(".h", "", StringComparison.Ordinal)]);
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default);
        Assert.Equal(FieldValue.Of(1), Assert.Single(touchpoints).Data[name]);
    }

    [Theory]
    [InlineData(1, 300, 1, "account acme would have 601 fields, at most 500 are kept: send only what journeys use")]
    [InlineData(
        3,
        4,
        15_000,
        "account acme would have a profile of 240070 characters, at most 200000 are kept: send a link to large content"
    )]
    public async Task What_would_make_an_account_too_large_is_rejected_with_the_reason(
        int fitting,
        int fields,
        int length,
        string reason
    )
    {
        var world = await World.StartAsync();
        for (var n = 0; n < fitting; n++)
        {
            Assert.Equal(1, (await SendAsync(n)).Accepted);
        }

        var answer = await SendAsync(fitting, "bob@example.com");

        Assert.Equal((0, 1), (answer.Accepted, answer.Rejected));
        Assert.Equal(reason, answer.Events[0].Reason);
        // Nothing of it is kept, and whoever else belongs to the account goes on.
        world.Restart();
        Assert.False(await world.Get<ContactStore>().ExistsAsync("bob@example.com", default));
        Assert.Equal(fitting * fields + 1, (await world.Get<AccountStore>().ReadAsync("acme", default)).Count);
        Assert.Equal(1, (await SendAsync(0, "cy@example.com")).Accepted);
        Assert.Equal("qualify", (await world.StandingAsync("cy@example.com")).Step);

        Task<EventsAnswer> SendAsync(int n, string contact = "ada@example.com")
        {
            var value = new string('x', length);
            var all = string.Join(',', Enumerable.Range(0, fields).Select(i => $"\"{n}{i:000}\": \"{value}\""));
            return world.SendAsync(
                "whitepaper.downloaded",
                contact,
                id: $"{n}",
                data: $$"""{ "account": { "id": "acme", {{all}} } }"""
            );
        }
    }
}
