using System.Text.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Erasure;
using Journeys.Runtime.Tests.Worlds;
using NodaTime;

namespace Journeys.Runtime.Tests.DeadLetters;

/// <summary>What was refused is kept whole, mended, and replayed with the checks of new events.</summary>
public sealed class ReplayTests
{
    private const string Trigger = "whitepaper.downloaded";

    [Fact]
    public async Task An_event_that_was_refused_by_the_hub_is_kept_whole()
    {
        await using var api = await StartAsync();
        await FillAsync(api.World);

        var answer = await api.World.SendAsync(Trigger, id: "last", data: Large("f4"));

        Assert.Equal(1, answer.Rejected);
        var letter = Assert.Single(await api.DeadAsync());
        Assert.Equal((DeadKind.Event, "test", "last"), (letter.Kind, letter.Source, letter.EventId));
        Assert.Equal((Trigger, "ada@example.com"), (letter.Type, letter.Contact));
        using var raw = JsonDocument.Parse((await api.ShowAsync(letter.Id)).Raw!);
        Assert.Equal(
            ["specversion", "id", "source", "type", "subject", "time", "data"],
            raw.RootElement.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("last", raw.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_event_that_came_in_headers_is_kept_with_them()
    {
        await using var api = await StartAsync();
        await api.SendBinaryAsync(
            """{ "topic": "energy" }""",
            ("specversion", "1.0"),
            ("id", "7"),
            ("source", "web"),
            ("type", Trigger),
            ("subject", "ada@example.com"),
            ("time", "yesterday")
        );
        var letter = Assert.Single(await api.DeadAsync());
        Assert.Equal((Trigger, "ada@example.com", "7"), (letter.Type, letter.Contact, letter.EventId));

        var answer = await api.ReplayAsync(letter.Id, """{ "set": { "time": "2026-03-02T08:00:00Z" } }""");

        Assert.Equal((true, "accepted"), (answer.Done, answer.Result));
        Assert.Single(api.World.Post.Mails);
    }

    [Fact]
    public async Task What_is_mended_and_replayed_leaves_the_list_and_says_who_and_when_and_what_came_of_it()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());
        api.World.Time.Advance(TimeSpan.FromHours(1));

        var answer = await api.ReplayAsync(
            letter.Id,
            """{ "by": "olga", "set": { "time": null, "data.contact.budget": "9k" } }"""
        );

        Assert.Equal((true, "accepted", "accepted as a new event"), (answer.Done, answer.Result, answer.Reason));
        Assert.Equal([World.InstanceOf()], answer.Instances);
        Assert.Empty(await api.DeadAsync());
        var over = Assert.Single(await api.DeadAsync("?status=over"));
        Assert.Equal(
            new DeadLetterEnding("replayed", "olga", api.World.Time.GetUtcNow(), "accepted as a new event"),
            over.Ending
        );
        Assert.Contains("9k", (await api.ShowAsync(letter.Id)).Raw, StringComparison.Ordinal);
        var contact = await api.GetAsync("/api/contacts/ada@example.com", ApiJson.Default.ContactDetail);
        Assert.Equal("9k", contact.Profile.Text("budget"));
        // An event that does not say when it happened, happened when it came, and not when it was replayed.
        var touchpoint = Assert.Single(contact.Touchpoints, touchpoint => touchpoint.Type == Trigger);
        Assert.Equal(letter.At, touchpoint.At);
    }

    [Fact]
    public async Task What_was_taken_meanwhile_is_a_duplicate_and_does_nothing_twice()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());
        await api.World.SendAsync(Trigger, id: "bad");

        var answer = await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""");

        Assert.Equal((true, "duplicate"), (answer.Done, answer.Result));
        Assert.Single(api.World.Post.Mails);
        Assert.Empty(await api.DeadAsync());
    }

    [Fact]
    public async Task A_crash_between_the_replay_and_its_mark_is_harmless()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());
        var found = await api.World.Get<DeadLetterStore>().FindAsync(letter.Id, default);
        var mending = new Mending(Set: new Dictionary<string, JsonElement> { ["time"] = default });
        mending.Apply(found!.Raw, out var mended);
        await api.World.SendJsonAsync(mended);

        var answer = await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""");

        Assert.Equal((true, "duplicate"), (answer.Done, answer.Result));
        Assert.Single(api.World.Post.Mails);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_changes_nothing()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());

        var good = await api.ReplayAsync(letter.Id, """{ "dryRun": true, "set": { "time": null } }""");
        var bad = await api.ReplayAsync(letter.Id, """{ "dryRun": true }""");

        Assert.Equal((true, "accepted"), (good.Done, good.Result));
        Assert.Equal((false, "refused"), (bad.Done, bad.Result));
        Assert.Equal(letter.Reason, bad.Reason);
        Assert.Empty(api.World.Post.Mails);
        Assert.Equal(letter, Assert.Single(await api.DeadAsync()));
    }

    [Fact]
    public async Task An_event_is_never_rescheduled_for_ever()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());

        var first = await api.ReplayAsync(letter.Id);
        await api.ReplayAsync(letter.Id);

        // It is refused, and stays where it is: nothing tries it again by itself, and no second one appears.
        Assert.Equal((false, "refused"), (first.Done, first.Result));
        Assert.Equal(letter with { Tries = 2 }, Assert.Single(await api.DeadAsync()));
        await api.World.PassAsync(TimeSpan.FromDays(10));
        Assert.Equal(letter with { Tries = 2 }, Assert.Single(await api.DeadAsync()));
    }

    [Fact]
    public async Task A_poison_message_never_blocks_the_rest()
    {
        await using var api = await StartAsync();
        await api.GiveUpAsync("""{ "specversion": "1.0", "id": "1", oops""");
        await api.World.SendJsonAsync(BadTime(api.World));

        var all = await api.AllAsync("replay", """{ "choice": { "all": true }, "set": { "time": null } }""");

        Assert.Equal((1, 1, null), (all.Done, all.Refused, all.Next));
        Assert.Equal(
            "what came cannot be taken apart, so nothing can be set in it: give the whole event, with --file or as \"text\"",
            all.Letters[0].Reason
        );
        var poison = Assert.Single(await api.DeadAsync());
        var mended = JsonSerializer.Serialize(api.World.Event(Trigger, id: "1"));
        Assert.Equal("accepted", (await api.ReplayAsync(poison.Id, $$"""{ "text": {{mended}} }""")).Result);
        Assert.Empty(await api.DeadAsync());
    }

    [Fact]
    public async Task An_event_that_is_mended_to_be_of_an_erased_contact_is_refused_and_names_nobody()
    {
        await using var api = await StartAsync();
        await EraseAdaAsync(api.World);
        await api.World.SendJsonAsync(BadTime(api.World).Replace("ada@", "bob@", StringComparison.Ordinal));
        var letter = Assert.Single(await api.DeadAsync("?reason=RFC"));
        var before = await StoreDump.OfAsync(api.World.Store);
        const string Mended = "\"set\": { \"time\": null, \"subject\": \"ada@example.com\" }";

        var foreseen = await api.ReplayAsync(letter.Id, $$"""{ "dryRun": true, {{Mended}} }""");
        Assert.Equal(before, await StoreDump.OfAsync(api.World.Store));
        var answer = await api.ReplayAsync(letter.Id, $$"""{ {{Mended}} }""");

        Assert.Equal((false, "refused", Intake.Erased.Reason), (foreseen.Done, foreseen.Result, foreseen.Reason));
        Assert.Equal((false, "refused", Intake.Erased.Reason), (answer.Done, answer.Result, answer.Reason));
        Assert.Equal(letter with { Tries = 1 }, Assert.Single(await api.DeadAsync("?reason=RFC")));
        var after = await StoreDump.OfAsync(api.World.Store);
        Assert.Equal([], after.Naming(["ada@example.com"]));
        // The letter itself is kept whole: it can still be mended rightly.
        var mended = await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""");
        Assert.Equal((true, "accepted"), (mended.Done, mended.Result));
    }

    [Fact]
    public async Task A_dead_letter_that_an_erased_contact_left_later_has_no_text_to_replay()
    {
        await using var api = await StartAsync();
        await EraseAdaAsync(api.World);
        await api.World.SendJsonAsync(BadTime(api.World));

        var letter = Assert.Single(await api.DeadAsync());
        var hash = await api.World.Get<ErasureRequests>().HashAsync("ada@example.com", default);
        Assert.Equal((hash, null, Intake.Erased.Reason), (letter.Contact, letter.EventId, letter.Reason));
        Assert.Equal(
            "what came was not kept: give the whole event, with --file or as \"text\"",
            (await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""")).Reason
        );
    }

    [Fact]
    public async Task A_message_with_an_event_of_an_erased_contact_is_refused_as_a_whole()
    {
        await using var api = await StartAsync();
        await EraseAdaAsync(api.World);
        var (hers, his) = (api.World.Event(Trigger), api.World.Event(Trigger, "bob@example.com", "2"));
        await api.GiveUpAsync($"[{his}, {hers}]", "it failed 5 times");
        var letter = Assert.Single(await api.DeadAsync("?kind=message"));

        var answer = await api.ReplayAsync(letter.Id);

        Assert.Equal((false, "refused", Intake.Erased.Reason), (answer.Done, answer.Result, answer.Reason));
        Assert.Single(api.World.Post.Mails);
        var consent = api.World.Event("contact.consented", id: "3");
        var again = await api.ReplayAsync(
            letter.Id,
            $$"""{ "text": {{JsonSerializer.Serialize($"[{consent}, {hers}]")}} }"""
        );
        Assert.Equal((true, "2 events accepted as new ones"), (again.Done, again.Reason));
    }

    [Fact]
    public async Task A_message_of_several_events_is_replayed_as_a_whole_or_not_at_all()
    {
        await using var api = await StartAsync();
        await api.World.SendAsync(Trigger, id: "1");
        var (one, two) = (api.World.Event(Trigger, id: "1"), api.World.Event("page.viewed", id: "2"));
        await api.GiveUpAsync($"[{one}, {two}]", "it failed 5 times");
        var letter = Assert.Single(await api.DeadAsync("?kind=message"));

        Assert.Equal(
            "what came is not one event but a list: mend it as a whole, with --file or as \"text\"",
            (await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""")).Reason
        );
        var answer = await api.ReplayAsync(letter.Id);

        Assert.Equal(
            ("accepted", "1 of 2 events accepted as new ones, the others are known already"),
            (answer.Result, answer.Reason)
        );
    }

    [Fact]
    public async Task What_nobody_needs_is_discarded_with_a_reason()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());

        var missing = await api.ProblemAsync(
            HttpMethod.Post,
            $"/api/dead-letters/{letter.Id}/discard",
            "{\"reason\":\" \"}"
        );
        var all = await api.AllAsync(
            "discard",
            """{ "choice": { "reason": "YESTERDAY" }, "reason": "a test", "by": "olga" }"""
        );

        Assert.StartsWith("\"reason\" is missing", missing.Detail, StringComparison.Ordinal);
        Assert.Equal((1, 0), (all.Done, all.Refused));
        Assert.Empty(await api.DeadAsync());
        Assert.Equal("discarded", Assert.Single(await api.DeadAsync("?status=over")).Ending!.Outcome);
        Assert.Equal(
            "olga discarded it already: a test",
            (await api.ReplayAsync(letter.Id, """{ "set": { "time": null } }""")).Reason
        );
    }

    [Theory]
    [InlineData(17)]
    [InlineData(100_000)]
    public async Task A_place_deeper_than_any_event_is_refused_in_words(int parts)
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());
        var place = string.Join('.', Enumerable.Repeat("a", parts));

        var one = await api.ProblemAsync(
            HttpMethod.Post,
            $"/api/dead-letters/{letter.Id}/replay",
            $$"""{ "dryRun": true, "set": { "{{place}}": 1 } }"""
        );
        var all = await api.ProblemAsync(
            HttpMethod.Post,
            "/api/dead-letters/replay",
            $$"""{ "choice": { "all": true }, "set": { "{{place}}": 1 } }"""
        );

        var shown = parts == 17 ? place : place[..80] + "…";
        Assert.Equal(
            (400, $"\"{shown}\" has {parts} parts; no place in an event has more than 16: write it like data.topic"),
            (one.Status, one.Detail)
        );
        Assert.Equal((one.Status, one.Detail), (all.Status, all.Detail));
        Assert.Equal(letter, Assert.Single(await api.DeadAsync()));
    }

    [Fact]
    public async Task One_that_holds_half_a_character_does_not_hold_up_the_others()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(
            api.World.Event(Trigger, id: "half", data: """{ "a": "\ud800" }""", contact: "bob@example.com")
        );
        await api.World.SendJsonAsync(BadTime(api.World));

        var all = await api.AllAsync("replay", """{ "choice": { "all": true }, "set": { "time": null } }""");

        Assert.Equal((1, 1), (all.Done, all.Refused));
        var left = Assert.Single(await api.DeadAsync());
        Assert.Equal("half", left.EventId);
        Assert.Equal(
            "what came cannot be taken apart, so nothing can be set in it: give the whole event, with --file or as \"text\"",
            (await api.ReplayAsync(left.Id, """{ "set": { "time": null } }""")).Reason
        );
    }

    [Fact]
    public async Task Half_a_character_cannot_be_set()
    {
        await using var api = await StartAsync();
        await api.World.SendJsonAsync(BadTime(api.World));
        var letter = Assert.Single(await api.DeadAsync());

        var answer = await api.ReplayAsync(letter.Id, """{ "set": { "data.topic": "\ud800" } }""");

        Assert.Equal((false, "refused"), (answer.Done, answer.Result));
    }

    [Fact]
    public async Task Nothing_is_done_to_all_unless_it_is_said()
    {
        await using var api = await StartAsync();
        var problem = await api.ProblemAsync(HttpMethod.Post, "/api/dead-letters/replay", """{ "choice": {} }""");
        Assert.Equal("\"choice\" says nothing: say which dead letters are meant, or \"all\": true.", problem.Detail);
    }

    private static async Task<ApiHost> StartAsync() => await ApiHost.StartAsync(await World.StartAsync());

    // Ada lived, and was erased to the end.
    private static async Task EraseAdaAsync(World world)
    {
        await world.SendAsync(Trigger, id: "before");
        await world.Get<ErasureRequests>().EraseAsync("ada@example.com", "dpo@us.example", default);
        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        world.Time.Advance(ContactEraser.Grace.ToTimeSpan());
        await world.Get<ContactEraser>().EraseAllAsync(Duration.Zero, default);
        Assert.Equal([], (await StoreDump.OfAsync(world.Store)).Naming(["ada@example.com"]));
    }

    private static string BadTime(World world) =>
        world.Event(Trigger, id: "bad").Replace($"{world.Time.GetUtcNow():O}", "yesterday", StringComparison.Ordinal);

    // A contact has at most 500 fields.
    private static string Large(string name) =>
        $$"""{ "contact": { {{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"{name}x{i}\": 1"))}} } }""";

    private static async Task FillAsync(World world)
    {
        for (var n = 0; n < 4; n++)
        {
            await world.SendAsync("page.viewed", id: $"fill-{n}", data: Large($"f{n}"));
        }
    }
}
