using System.Net;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Effects;

public sealed class PerformerTests
{
    [Fact]
    public async Task A_webhook_is_called_with_its_rendered_body_and_the_id_of_its_work()
    {
        var world = await StartAsync(
            """
            "call": { "webhook": "https://crm.example/leads/{{contact.country}}",
                      "body": { "name": "{{contact.name}}", "score": 7, "tags": ["{{event.topic}}", "b"] }, "then": "end" }
            """
        );
        var (request, body) = Assert.Single(world.Webhooks.Calls);
        Assert.Equal("https://crm.example/leads/DE", request.RequestUri!.AbsoluteUri);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal($"{World.InstanceOf()}~1-1-1", request.Headers.GetValues("Idempotency-Key").Single());
        Assert.Equal("""{"name":"Ada","score":7,"tags":["energy","b"]}""", body);
        Assert.Equal("finished", (await world.StandingAsync()).Status);
    }

    [Fact]
    public async Task A_webhook_without_a_body_tells_contact_event_and_place()
    {
        var world = await StartAsync(
            """
            "call": { "webhook": "https://crm.example/", "then": "end" }
            """
        );
        var (_, body) = Assert.Single(world.Webhooks.Calls);
        Assert.Contains("\"id\":\"ada@example.com\"", body, StringComparison.Ordinal);
        Assert.Contains("\"step\":\"call\"", body, StringComparison.Ordinal);
        Assert.Contains("\"topic\":\"energy\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.BadGateway)]
    public async Task A_webhook_that_fails_for_now_is_called_again(HttpStatusCode status)
    {
        var world = await World.StartAsync(Webhook());
        world.Webhooks.Answer = () => new(status);
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal("waiting", (await world.StandingAsync()).Status);
        world.Webhooks.Answer = () => new(HttpStatusCode.NoContent);
        await world.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("finished", (await world.StandingAsync()).Status);
    }

    [Fact]
    public async Task A_webhook_that_asks_for_a_pause_gets_it()
    {
        var world = await World.StartAsync(Webhook());
        world.Webhooks.Answer = () =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter = new(TimeSpan.FromHours(3));
            return answer;
        };
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromHours(3), (await world.StandingAsync()).Due);
    }

    [Fact]
    public async Task A_webhook_that_asks_for_decades_gets_a_day()
    {
        var world = await World.StartAsync(Webhook());
        world.Webhooks.Answer = () =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(int.MaxValue));
            return answer;
        };

        await world.SendAsync("whitepaper.downloaded");

        var standing = await world.StandingAsync();
        Assert.Equal(("waiting", world.Time.GetUtcNow() + TimeSpan.FromDays(1)), (standing.Status, standing.Due));
        world.Webhooks.Answer = () => new(HttpStatusCode.NoContent);
        await world.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal("finished", (await world.StandingAsync()).Status);
    }

    [Fact]
    public async Task A_webhook_that_is_refused_holds_the_instance()
    {
        var world = await World.StartAsync(Webhook());
        world.Webhooks.Answer = () => new(HttpStatusCode.NotFound);
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal("failed: answered 404 Not Found", (await world.StandingAsync()).Because);
    }

    [Theory]
    [InlineData("http://localhost:5000/hook", true)]
    [InlineData("http://crm.example/", false)]
    public async Task Plain_http_goes_to_this_machine_only(string url, bool called)
    {
        var world = await World.StartAsync();
        var live = await world.Get<JourneyCatalog>().FindAsync(Samples.Journey, default);
        var story = new Story(new("e1", "whitepaper.downloaded", world.Now, null, Fields.Empty), []);
        var effect = new Effect.CallWebhook($"{World.InstanceOf()}~1.1.1.1", "call", story, "POST", url, Fields.Empty);
        var told = await world
            .Get<EffectPerformer>()
            .PerformAsync(LedgerEntry.Claim(effect, "ada@example.com", live!.Version, world.Now), default);
        Assert.Equal(called ? 1 : 0, world.Webhooks.Calls.Count);
        Assert.Equal(called ? EffectStatus.Done : EffectStatus.Failed, told!.Entry!.Status);
    }

    [Fact]
    public async Task An_unknown_variable_holds_the_instance_and_names_it()
    {
        var world = await World.StartAsync(Webhook("https://crm.example/{{contact.phone}}"));
        await world.SendAsync("whitepaper.downloaded");
        Assert.Equal("failed: contact.phone is not known", (await world.StandingAsync()).Because);
    }

    [Fact]
    public async Task Fields_are_set_added_to_and_cleared_once()
    {
        var world = await World.StartAsync(
            """
            "update": { "update": { "contact.stage": "{{event.topic}}", "contact.score": { "add": 10 },
                                    "contact.budget": null }, "then": "end" },
            "end": { "end": "done" }
            """
        );
        await world.SendAsync(
            "page.viewed",
            id: "0",
            data: """{ "contact": { "score": 5, "budget": "1k", "name": "Ada" } }"""
        );
        await world.SendAsync("whitepaper.downloaded", data: """{ "topic": "energy" }""");
        var entry = Assert.Single(await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default));
        Assert.Equal("stage = energy, score + 10, budget cleared", entry.Detail);
        var profile = (await world.Get<ContactStore>().ReadAsync("ada@example.com", default)).Profile;
        Assert.Equal("energy", profile.Text("stage"));
        Assert.Equal("15", profile["score"]!.ToString());
        Assert.Null(profile["budget"]);
    }

    [Theory]
    [InlineData(Fault.CrashBefore)]
    [InlineData(Fault.CrashAfter)]
    public async Task An_update_that_is_done_again_after_a_crash_adds_once(Fault fault)
    {
        for (var call = 1; call < 12; call++)
        {
            var world = await World.StartAsync(
                """
                "update": { "update": { "contact.score": { "add": 10 } }, "then": "end" },
                "end": { "end": "done" }
                """
            );
            world.Tables.FailAt(call, fault);
            await Record.ExceptionAsync(() => world.SendAsync("whitepaper.downloaded"));
            world.Restart();
            await world.SendAsync("whitepaper.downloaded");
            await world.RecoverAsync();
            var profile = (await world.Get<ContactStore>().ReadAsync("ada@example.com", default)).Profile;
            Assert.Equal("10", profile["score"]!.ToString());
            Assert.Equal("finished", (await world.StandingAsync()).Status);
        }
    }

    [Fact]
    public async Task A_published_event_is_a_touchpoint_and_other_journeys_hear_it()
    {
        var world = await World.StartAsync(steps: null);
        await world.PublishAsync(
            Samples.Request(
                """
                "end": { "end": "heard" }
                """,
                journey: "second",
                on: "lead.qualified"
            ),
            "second"
        );
        await world.PublishAsync(
            Samples.Request(
                """
                "emit": { "emit": "lead.qualified", "data": { "topic": "{{event.topic}}" }, "then": "end" },
                "end": { "end": "done" }
                """
            )
        );
        await world.SendAsync("whitepaper.downloaded", data: """{ "topic": "energy" }""");
        Assert.Equal("heard", (await world.StandingAsync(journey: "second")).Outcome);
        var (touchpoints, _) = await world.Get<ContactStore>().TouchpointsAsync("ada@example.com", 10, null, default);
        var published = touchpoints.Single(touch => touch.Type == "lead.qualified");
        Assert.Equal("/journeys/nurture", published.Source);
        Assert.Equal("energy", published.Data.Text("topic"));
    }

    [Fact]
    public async Task Another_journey_is_started_with_the_data_given()
    {
        var world = await World.StartAsync(steps: null);
        await world.PublishAsync(
            Samples.Request(
                """
                "task": { "task": "Call about {{event.topic}}", "team": "inside-sales", "within": "1 hour",
                          "outcomes": { "done": "end" }, "late": "end" },
                "end": { "end": "done" }
                """,
                journey: "second",
                on: "never.comes"
            ),
            "second"
        );
        await world.PublishAsync(
            Samples.Request(
                """
                "start": { "start": "second", "data": { "topic": "{{event.topic}}" }, "then": "end" },
                "end": { "end": "done" }
                """
            )
        );
        await world.SendAsync("whitepaper.downloaded", data: """{ "topic": "energy" }""");
        Assert.Equal("task", (await world.StandingAsync(journey: "second")).Step);
        var effects = await world.Get<Ledger>().OfInstanceAsync(World.InstanceOf(), default);
        Assert.Equal($"started {World.InstanceOf(journey: "second")}", Assert.Single(effects).Detail);
    }

    private static async Task<World> StartAsync(string step)
    {
        var world = await World.StartAsync($$"""{{step}}, "end": { "end": "done" }""");
        await world.SendAsync(
            "whitepaper.downloaded",
            data: """{ "topic": "energy", "contact": { "name": "Ada", "country": "DE" } }"""
        );
        return world;
    }

    private static string Webhook(string url = "https://crm.example/") =>
        $$"""
            "call": { "webhook": "{{url}}", "then": "end" }, "end": { "end": "done" }
            """;
}
