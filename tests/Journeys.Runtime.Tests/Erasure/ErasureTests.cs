using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Tests.Erasure;

public sealed class ErasureTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_contact_that_lived_through_everything_nothing_is_left(bool singleWriter)
    {
        var lived = await LivedWorld.StartAsync(singleWriter);
        var before = await lived.DumpAsync();
        Assert.All(LivedWorld.Personal, value => Assert.NotEmpty(before.Naming([value])));
        string[] traces = [.. LivedWorld.Personal, .. LivedWorld.InstancesOf(LivedWorld.Ada)];
        var kept = before.Without(traces);

        await lived.EraseAsync();
        await lived.EndAsync();

        var after = await lived.DumpAsync();
        Assert.Equal([], after.Naming(traces));
        Assert.Equal(kept, after.Where(row => !row.Key.StartsWith("Erasures", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_provider_tells_later_of_the_mails_to_an_erased_contact_is_not_kept()
    {
        var lived = await LivedWorld.StartAsync();
        await lived.EraseAsync();
        await lived.EndAsync();
        var mail = new EffectId($"{InstanceId.For("whitepaper-nurture", LivedWorld.Ada)}", 1, 1, 1, 1);
        var told = new SendGridEvent("late", "bounce", Instant.FromUtc(2030, 3, 1, 9, 0), mail)
        {
            Email = LivedWorld.Ada,
            Raw = $$"""{ "email": "{{LivedWorld.Ada}}" }""",
        };

        var answer = await lived.World.Get<SendGridIntake>().AcceptAsync([new SendGridRead.Ours(told)], default);

        Assert.Equal((0, 0, 1), (answer.Accepted, answer.Rejected, answer.Ignored));
        string[] traces = [LivedWorld.Ada, .. LivedWorld.InstancesOf(LivedWorld.Ada)];
        Assert.Equal([], (await lived.DumpAsync()).Naming(traces));
    }

    [Fact]
    public async Task A_receipt_says_what_was_removed_and_names_nobody()
    {
        var lived = await LivedWorld.StartAsync();
        var requests = lived.World.Get<ErasureRequests>();
        var counted = await requests.CountAsync(LivedWorld.Ada, default);
        var started = await lived.EraseAsync();

        var watching = await requests.ReceiptAsync(started.Receipt, default);
        Assert.Equal(ErasureState.Watching, watching!.Status);
        await lived.EndAsync();

        var done = await requests.ReceiptAsync(started.Receipt, default);
        Assert.Equal(ErasureState.Done, done!.Status);
        Assert.Equal("dpo@us.example", done.By);
        Assert.Equal(counted, done.Rows);
        Assert.Equal(done.Rows.Values.Sum(), done.Removed);
        Assert.Equal(
            [
                ContactKinds.Mails,
                ContactKinds.Marks,
                ContactKinds.Effects,
                ContactKinds.History,
                ContactKinds.Instances,
                ContactKinds.Profile,
                ContactKinds.Rejected,
                ContactKinds.Tasks,
                ContactKinds.Timers,
                ContactKinds.Touchpoints,
            ],
            done.Rows.Keys
        );
    }

    [Fact]
    public async Task Erasing_again_says_that_it_was_erased_before()
    {
        var lived = await LivedWorld.StartAsync();
        var first = await lived.EraseAsync();
        await lived.EndAsync();

        var second = await lived.EraseAsync();

        Assert.Equal((first.Receipt, ErasureState.Done), (second.Receipt, second.Status));
    }

    [Fact]
    public async Task Nobody_is_erased_whom_nobody_knows()
    {
        var lived = await LivedWorld.StartAsync();

        var answer = await lived.World.Get<ErasureRequests>().EraseAsync("adda@example.com", "dpo@us.example", default);

        Assert.Null(answer);
    }

    [Fact]
    public async Task A_later_event_of_an_erased_contact_is_refused_and_kept_without_its_data()
    {
        var lived = await LivedWorld.StartAsync();
        await lived.EraseAsync();
        await lived.EndAsync();
        var before = await lived.DumpAsync();

        var answer = await lived.World.SendAsync(
            "whitepaper.downloaded",
            LivedWorld.Ada,
            "ada.quark-9",
            """{ "topic": "energy", "contact": { "name": "Ada Quarkington" }, "account": { "id": "new", "name": "New" } }"""
        );

        Assert.Equal(EventResult.Rejected, Assert.Single(answer.Events).Result);
        var after = await lived.DumpAsync();
        var added = Assert.Single(after.Except(before));
        Assert.StartsWith("Events ", added.Key, StringComparison.Ordinal);
        Assert.Contains("type=whitepaper.downloaded", added.Value, StringComparison.Ordinal);
        Assert.Contains("source=test", added.Value, StringComparison.Ordinal);
        Assert.Equal([], after.Naming(LivedWorld.Personal));
    }

    [Fact]
    public async Task A_journey_whose_state_nobody_can_read_is_erased_too_and_holds_up_nobody_behind_it()
    {
        var lived = await LivedWorld.StartAsync();
        var requests = lived.World.Get<ErasureRequests>();
        string[] contacts = [LivedWorld.Ada, LivedWorld.Bob];
        foreach (var contact in contacts)
        {
            await lived.SpoilStatesAsync(contact);
            await requests.EraseAsync(contact, "dpo@us.example", default);
        }

        await lived.World.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        await lived.EndAsync();

        string[] traces = [.. contacts, .. contacts.SelectMany(LivedWorld.InstancesOf)];
        Assert.Equal([], (await lived.DumpAsync()).Naming(traces));
        foreach (var contact in contacts)
        {
            Assert.Equal(ErasureState.Done, (await requests.FindAsync(contact, default))!.Status);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_erasure_that_fails_holds_up_no_other_and_is_gone_on_with(bool follows)
    {
        var lived = await LivedWorld.StartAsync();
        var requests = lived.World.Get<ErasureRequests>();
        string[] contacts = [LivedWorld.Ada, LivedWorld.Bob];
        foreach (var contact in contacts)
        {
            await requests.EraseAsync(contact, "dpo@us.example", default);
        }

        lived.World.Tables.BeforeRead = () => throw new InvalidDataException("a row nobody can read");
        using var stop = new CancellationTokenSource();
        var round = follows
            ? lived.World.Get<Erasing>().FollowAsync(stop.Token)
            : lived.World.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);

        // Who follows waits for the next order; who makes a round has made it.
        Assert.Equal((!follows, false), (round.IsCompleted, round.IsFaulted));
        Assert.Equal(["removing", "watching"], await StatusAsync());
        await lived.World.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        await lived.EndAsync();
        Assert.Equal(["done", "done"], await StatusAsync());
        await stop.CancelAsync();

        async Task<string[]> StatusAsync()
        {
            var states = contacts.Select(contact => requests.FindAsync(contact, default));
            return [.. (await Task.WhenAll(states)).Select(state => state!.Status).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Not_even_what_cannot_be_read_of_an_erased_contact_is_kept()
    {
        var lived = await LivedWorld.StartAsync();
        await lived.EraseAsync();
        await lived.EndAsync();
        var before = await lived.DumpAsync();

        var answer = await lived.World.SendJsonAsync(
            $$"""
            { "specversion": "1.0", "id": "ada.quark-10", "source": "test", "type": "whitepaper.downloaded", "time": "yesterday",
              "subject": " {{LivedWorld.Ada.ToUpperInvariant()}}", "data": { "contact": { "name": "Ada Quarkington" } } }
            """
        );
        var element = $$"""{ "email": "{{LivedWorld.Ada}}" }""";
        var told = await lived
            .World.Get<SendGridIntake>()
            .AcceptAsync([new SendGridRead.Refused(null, "\"sg_event_id\" must be a text", element)], default);

        Assert.Equal(EventResult.Rejected, Assert.Single(answer.Events).Result);
        Assert.Equal((0, 1), (told.Accepted, told.Rejected));
        var after = await lived.DumpAsync();
        var added = Assert.Single(after.Except(before));
        Assert.StartsWith("Events ", added.Key, StringComparison.Ordinal);
        Assert.Contains("source=test", added.Value, StringComparison.Ordinal);
        Assert.Equal([], after.Naming(LivedWorld.Personal));
    }

    [Fact]
    public async Task New_consent_begins_an_empty_profile()
    {
        var lived = await LivedWorld.StartAsync();
        var first = await lived.EraseAsync();
        await lived.EndAsync();

        var answer = await lived.World.SendAsync("contact.consented", LivedWorld.Ada, "again");
        await lived.World.SendAsync("whitepaper.downloaded", LivedWorld.Ada, "after", """{ "topic": "energy" }""");

        Assert.Equal(1, answer.Accepted);
        var contact = await lived.World.Get<ContactStore>().ReadAsync(LivedWorld.Ada, default);
        Assert.Equal(
            ["consent.marketing", "email", "lastTouchpointAt", "name"],
            contact.Profile.Select(field => field.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal(1, (await lived.World.StandingAsync(LivedWorld.Ada, "whitepaper-nurture")).Run);

        // It may be erased once more, under another receipt.
        lived.World.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await lived.EraseAsync();
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Fact]
    public async Task Consent_that_comes_while_it_is_watched_ends_the_watch()
    {
        var lived = await LivedWorld.StartAsync();
        var erasure = await lived.EraseAsync();

        var answer = await lived.World.SendAsync("contact.consented", LivedWorld.Ada, "again");
        await lived.EndAsync();

        Assert.Equal(1, answer.Accepted);
        Assert.True(await lived.World.Get<ContactStore>().ExistsAsync(LivedWorld.Ada, default));
        var receipt = await lived.World.Get<ErasureRequests>().ReceiptAsync(erasure.Receipt, default);
        Assert.Equal(ErasureState.Done, receipt!.Status);
    }
}
