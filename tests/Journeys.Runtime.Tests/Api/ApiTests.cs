using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Api;

public sealed class ApiTests
{
    [Fact]
    public async Task A_contacts_way_can_be_followed_through_the_api()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(steps: null));
        var request = JsonSerializer.Serialize(Samples.Request(), ApiJson.Default.PublishRequest);
        var published = await host.SendAsync(HttpMethod.Put, "/api/journeys/nurture", request);
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        var sent = await host.SendAsync(
            HttpMethod.Post,
            "/api/events",
            host.World.Event("whitepaper.downloaded", data: """{ "topic": "energy", "contact": { "name": "Ada" } }"""),
            CloudEventReader.Structured
        );
        Assert.Equal(1, (await sent.Content.ReadFromJsonAsync(ApiJson.Default.EventsAnswer))!.Accepted);

        var task = Assert.Single(
            (await host.GetAsync("/api/tasks?owner=mia@us.example", ApiJson.Default.PageTaskDetail)).Items
        );
        Assert.Equal("Qualify Ada", task.Title);
        var decided = await host.SendAsync(
            HttpMethod.Post,
            $"/api/tasks/{task.Id}/qualified",
            """{ "by": "tom@us.example", "answers": { "contact": { "budget": "9k" } } }"""
        );
        var decision = (await decided.Content.ReadFromJsonAsync(ApiJson.Default.DecisionAnswer))!;
        Assert.True(decision.Done);
        Assert.Equal("handoff", decision.Instance.Step);

        var instance = await host.GetAsync($"/api/instances/{decision.Instance.Id}", ApiJson.Default.InstanceDetail);
        Assert.Equal(
            [
                "whitepaper.downloaded came, of 2026-03-02 09:00:00 UTC",
                "send the mail \"thanks\": done",
                "tom@us.example answered qualified",
            ],
            instance.History.Select(entry => entry.Happened)
        );
        Assert.Equal(["done", "done", "done", "done"], instance.Effects.Select(effect => effect.Status));

        var contact = await host.GetAsync("/api/contacts/Ada@Example.com", ApiJson.Default.ContactDetail);
        Assert.Equal("9k", contact.Profile.Text("budget"));
        Assert.Equal(decision.Instance.Id, Assert.Single(contact.Instances).Id);
        var mail = Assert.Single((await host.GetAsync("/api/mail?to=contacts", ApiJson.Default.PageMailSummary)).Items);
        Assert.Equal("Hello Ada", (await host.GetAsync($"/api/mail/{mail.Id}", ApiJson.Default.MailDetail)).Text);
    }

    [Fact]
    public async Task A_contact_whose_id_holds_a_slash_is_found()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        await host.World.SendAsync("page.viewed", contact: "crm/17");
        var path = $"/api/contacts/{Uri.EscapeDataString("crm/17")}";
        Assert.Equal("crm/17", (await host.GetAsync(path, ApiJson.Default.ContactDetail)).Id);
    }

    [Fact]
    public async Task The_funnel_counts_who_came_who_stands_and_how_it_ended()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        for (var n = 0; n < 5; n++)
        {
            await host.World.SendAsync("whitepaper.downloaded", contact: $"c{n}@example.com");
        }

        await host.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf("c0@example.com")}/cancel");
        await host.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf("c1@example.com")}/pause");
        var journey = await host.GetAsync("/api/journeys/nurture", ApiJson.Default.JourneyDetail);
        Assert.Equal(new JourneyCounts(Running: 3, Held: 0, Paused: 1, Finished: 1), journey.Summary.Counts);
        Assert.Equal(new("thanks", "email", 5, 0), journey.Steps[0]);
        Assert.Equal(new("qualify", "task", 5, 4), journey.Steps[1]);
        Assert.Equal(1, journey.Outcomes["cancelled"]);
        Assert.Equal("nurture", journey.Definition.GetProperty("journey").GetString());
        var list = await host.GetAsync("/api/journeys", ApiJson.Default.PageJourneySummary);
        Assert.Equal(journey.Summary.Counts, Assert.Single(list.Items).Counts);
    }

    [Fact]
    public async Task Instances_are_filtered_and_paged_without_gap_or_repetition()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        for (var n = 0; n < 23; n++)
        {
            await host.World.SendAsync("whitepaper.downloaded", contact: $"c{n}@example.com");
        }

        await host.SendAsync(HttpMethod.Post, $"/api/instances/{World.InstanceOf("c7@example.com")}/pause");
        var found = new List<string>();
        string? after = "";
        while (after is not null)
        {
            var page = await host.GetAsync(
                $"/api/journeys/nurture/instances?status=waiting&step=qualify&top=5&after={after}",
                ApiJson.Default.PageInstanceSummary
            );
            found.AddRange(page.Items.Select(instance => instance.Contact));
            after = page.Next;
        }

        Assert.Equal(22, found.Count);
        Assert.Equal(22, found.Distinct().Count());
        var paused = await host.GetAsync(
            "/api/journeys/nurture/instances?status=paused",
            ApiJson.Default.PageInstanceSummary
        );
        Assert.Equal("c7@example.com", Assert.Single(paused.Items).Contact);
    }

    [Theory]
    [InlineData("/api/tasks", "")]
    [InlineData("/api/tasks?status=closed", "")]
    [InlineData("/api/dead-letters", "dead")]
    public async Task A_page_cannot_begin_behind_a_key_that_no_row_has(string path, string partition)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        foreach (var row in new[] { new string('a', 600), new string('a', 512), "a/b", "a\u0001" })
        {
            var mark = PageToken.Of(partition, row);

            var problem = await host.ProblemAsync(
                HttpMethod.Get,
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}after={mark}"
            );

            Assert.Equal(400, problem.Status);
            Assert.Contains("does not mark the end of a page", problem.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("POST", "/api/keys", """{ "name": "crm", "roles": ["events"], "by": "{by}" }""", 200)]
    [InlineData("DELETE", "/api/keys/{key}?by={by}", null, 200)]
    [InlineData("POST", "/api/tasks/{task}/qualified", """{ "by": "{by}" }""", 200)]
    [InlineData("POST", "/api/instances/{instance}/pause", """{ "by": "{by}" }""", 200)]
    [InlineData("POST", "/api/journeys/nurture/sending/pause", """{ "by": "{by}" }""", 200)]
    [InlineData("POST", "/api/dead-letters/{letter}/replay", """{ "by": "{by}" }""", 200)]
    [InlineData("POST", "/api/dead-letters/{letter}/discard", """{ "reason": "a test", "by": "{by}" }""", 200)]
    [InlineData("DELETE", "/api/contacts/ada@example.com?by={by}", null, 200)]
    public async Task Whoever_decides_is_named_in_at_most_200_characters(
        string method,
        string path,
        string? body,
        int status
    )
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        await world.SendJsonAsync(world.Event("page.viewed", id: "bad", contact: ""));
        await using var host = await ApiHost.StartAsync(world);
        var task = (await host.GetAsync("/api/tasks", ApiJson.Default.PageTaskDetail)).Items[0].Id;
        var letter = (await host.GetAsync("/api/dead-letters", ApiJson.Default.PageDeadLetterSummary)).Items[0].Id;
        var (_, key) = (await world.Get<KeyOffice>().CreateAsync("old", [Role.Admin], null, "test", default))!.Value;

        var problem = await host.ProblemAsync(new(method), In(path, 201)!, In(body, 201));
        using var taken = await host.SendAsync(new(method), In(path, 200)!, In(body, 200));

        Assert.Equal(
            (400, "\"by\" has 201 characters, at most 200 are allowed: give a name or an address"),
            (problem.Status, problem.Detail)
        );
        Assert.Equal(status, (int)taken.StatusCode);

        string? In(string? text, int length) =>
            text
                ?.Replace("{task}", task, StringComparison.Ordinal)
                .Replace("{key}", key.Id, StringComparison.Ordinal)
                .Replace("{letter}", letter, StringComparison.Ordinal)
                .Replace("{instance}", World.InstanceOf(), StringComparison.Ordinal)
                .Replace("{by}", new string('a', length), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/journeys/nothing", 404, "GET /api/journeys lists")]
    [InlineData("GET", "/api/journeys/nothing/instances", 404, "GET /api/journeys lists")]
    [InlineData("GET", "/api/instances/nothing", 404, "GET /api/journeys/{journey}/instances lists")]
    [InlineData("GET", "/api/instances/nurture~aaaaaaaaaaaaaaaa", 404, "There is no instance")]
    [InlineData("POST", "/api/instances/nurture~aaaaaaaaaaaaaaaa/pause", 404, "There is no instance")]
    [InlineData(
        "POST",
        "/api/instances/nurture~aaaaaaaaaaaaaaaa/explode",
        404,
        "Known are pause, resume, cancel, retry, skip"
    )]
    [InlineData("GET", "/api/tasks/nothing", 404, "GET /api/tasks lists")]
    [InlineData("POST", "/api/tasks/nothing/done", 404, "GET /api/tasks lists")]
    [InlineData("GET", "/api/tasks?team=nobody", 404, "Known are account-manager, inside-sales, sales-lead")]
    [InlineData("GET", "/api/tasks?status=maybe", 400, "give open or closed")]
    [InlineData("GET", "/api/tasks?top=0", 400, "from 1 to 200")]
    [InlineData("GET", "/api/tasks?top=201", 400, "from 1 to 200")]
    [InlineData("GET", "/api/tasks?top=many", 400, "from 1 to 200")]
    [InlineData("GET", "/api/tasks?after=zzz", 400, "does not mark the end of a page")]
    [InlineData("GET", "/api/journeys/nurture/instances?status=lost", 400, "give one of waiting")]
    [InlineData("GET", "/api/journeys/nurture/instances?after=@@", 400, "does not mark the end of a page")]
    // A shard before the first, or behind the last.
    [InlineData(
        "GET",
        "/api/journeys/nurture/instances?after=LTIxNDc0ODM2NDgK",
        400,
        "does not mark the end of a page"
    )]
    [InlineData("GET", "/api/journeys/nurture/instances?after=NAo", 400, "does not mark the end of a page")]
    [InlineData("GET", "/api/journeys/nurture/instances?after=KzEK", 400, "does not mark the end of a page")]
    [InlineData("GET", "/api/contacts/nobody@example.com", 404, "known from its first event on")]
    [InlineData("GET", "/api/mail/nothing", 404, "GET /api/mail lists")]
    [InlineData("GET", "/api/nothing", 404, "openapi")]
    [InlineData("PUT", "/api/journeys/nurture", 400, "no body")]
    public async Task What_is_not_there_or_not_understood_is_a_problem_with_advice(
        string method,
        string path,
        int status,
        string advice
    )
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var problem = await host.ProblemAsync(new(method), path);
        Assert.Equal(status, problem.Status);
        Assert.Contains(advice, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "application/cloudevents+json", 400)]
    [InlineData("{}", "application/cloudevents+json", 400)]
    [InlineData("<event/>", "application/xml", 415)]
    public async Task A_single_event_that_cannot_be_taken_is_a_problem(string body, string media, int status)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var problem = await host.ProblemAsync(HttpMethod.Post, "/api/events", body, media);
        Assert.Equal(status, problem.Status);
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_a_problem()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var large = host.World.Event("page.viewed", data: $$"""{ "text": "{{new string('x', 70_000)}}" }""");
        Assert.Equal(
            413,
            (await host.ProblemAsync(HttpMethod.Post, "/api/events", large, CloudEventReader.Structured)).Status
        );
        var larger = new string('x', EventLimits.BatchBytes + 10);
        Assert.Equal(
            413,
            (await host.ProblemAsync(HttpMethod.Post, "/api/events", larger, CloudEventReader.Batch)).Status
        );
    }

    [Fact]
    public async Task A_batch_is_always_answered_event_by_event()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var batch = $"[{host.World.Event("page.viewed")}, {{}}]";
        var answer = await host.SendAsync(HttpMethod.Post, "/api/events", batch, CloudEventReader.Batch);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var events = (await answer.Content.ReadFromJsonAsync(ApiJson.Default.EventsAnswer))!;
        Assert.Equal([EventResult.Accepted, EventResult.Rejected], events.Events.Select(one => one.Result));
    }

    [Fact]
    public async Task Files_with_errors_are_a_problem_that_lists_them()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(steps: null));
        var request = Samples.Request(
            """
            "thanks": { "email": "thanks", "then": "nowhere" }
            """
        );
        var body = JsonSerializer.Serialize(request, ApiJson.Default.PublishRequest);
        var problem = await host.ProblemAsync(HttpMethod.Put, "/api/journeys/nurture", body);
        Assert.Equal(422, problem.Status);
        Assert.Contains(problem.Diagnostics!, line => line.Contains("nowhere", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ definition }", "The body is not JSON (it breaks off, or is wrong, at line 1, column 3).")]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("""{ "file": "" }""", "The body has a member \"file\", which means nothing here.")]
    [InlineData("""{ "definition": 7 }""", "The body needs a member \"emails\".")]
    [InlineData(
        """{ "definition": 7, "emails": {}, "calendars": {} }""",
        "The body holds a value of the wrong kind, or twice, at $.definition."
    )]
    public async Task A_body_that_is_not_the_expected_json_is_a_problem_in_the_apis_own_words(string body, string words)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var problem = await host.ProblemAsync(HttpMethod.Put, "/api/journeys/nurture", body);
        Assert.Equal(400, problem.Status);
        Assert.StartsWith(words, problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_on_a_field_nobody_declared_is_published_with_a_warning()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var request = Samples.Request();
        var definition = request.Definition.Replace(
            "\"enter\": {",
            "\"enter\": { \"if\": { \"contact.contry\": \"DE\" }, ",
            StringComparison.Ordinal
        );
        Assert.NotEqual(request.Definition, definition);
        var body = JsonSerializer.Serialize(request with { Definition = definition }, ApiJson.Default.PublishRequest);
        var sent = await host.SendAsync(HttpMethod.Put, "/api/journeys/nurture", body);
        var answer = (await sent.Content.ReadFromJsonAsync(ApiJson.Default.PublishAnswer))!;
        Assert.Contains("Did you mean \"contact.country\"?", Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_named_with_its_method()
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync());
        var problem = await host.ProblemAsync(HttpMethod.Delete, "/api/nothing");
        Assert.Equal(404, problem.Status);
        Assert.StartsWith("There is no address \"DELETE /api/nothing\".", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_what_was_not_asked_is_refused_and_the_task_stays_open()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        await using var host = await ApiHost.StartAsync(world);
        var task = $"/api/tasks/{World.InstanceOf()}~1.2.1.1";
        var problem = await host.ProblemAsync(
            HttpMethod.Post,
            $"{task}/qualified",
            """{ "answers": { "contact": { "budgt": "9k" } } }"""
        );
        Assert.Equal(422, problem.Status);
        Assert.Equal("The task does not ask for \"contact.budgt\". It asks for contact.budget.", problem.Detail);
        Assert.Equal("open", (await host.GetAsync(task, ApiJson.Default.TaskDetail)).Status);
    }

    [Fact]
    public async Task An_outcome_the_task_does_not_offer_is_a_problem_that_lists_those_it_does()
    {
        var world = await World.StartAsync();
        await world.SendAsync("whitepaper.downloaded");
        await using var host = await ApiHost.StartAsync(world);
        var problem = await host.ProblemAsync(HttpMethod.Post, $"/api/tasks/{World.InstanceOf()}~1.2.1.1/perhaps");
        Assert.Equal(404, problem.Status);
        Assert.EndsWith("offers qualified, rejected.", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_a_problem_and_a_degraded_host()
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world);
        world.Tables.FailByChance(seed: 1, percent: 100, Fault.Refuse);
        var problem = await host.ProblemAsync(HttpMethod.Get, "/api/tasks");
        Assert.Equal(503, problem.Status);
        var health = await host.GetAsync("/api/health", ApiJson.Default.Health);
        Assert.Equal("degraded", health.Status);
        world.Tables.Restart();
        Assert.Equal("healthy", (await host.GetAsync("/api/health", ApiJson.Default.Health)).Status);
    }

    [Fact]
    public async Task A_fault_of_ours_says_so_and_nothing_of_the_inside()
    {
        var world = await World.StartAsync();
        await using var host = await ApiHost.StartAsync(world);
        world.Tables.FailAt(1, Fault.CrashBefore);
        var problem = await host.ProblemAsync(HttpMethod.Get, "/api/tasks");
        Assert.Equal(500, problem.Status);
        Assert.DoesNotContain("told to die", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 401)]
    [InlineData("X-Api-Key", "wrong", 401)]
    [InlineData("X-Api-Key", "secret", 200)]
    [InlineData("Authorization", "Bearer secret", 200)]
    [InlineData("Authorization", "Bearer wrong", 401)]
    public async Task A_host_with_a_key_asks_for_it(string? header, string? value, int status)
    {
        await using var host = await ApiHost.StartAsync(await World.StartAsync(), key: "secret");
        if (header is not null)
        {
            host.Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        }

        var answer = await host.SendAsync(HttpMethod.Get, "/api/journeys");
        Assert.Equal(status, (int)answer.StatusCode);
    }
}
