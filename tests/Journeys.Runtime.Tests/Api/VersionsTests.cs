using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using NodaTime;

namespace Journeys.Runtime.Tests.Api;

/// <summary>Publishing over the API: who may, what those inside come to, and what was published when.</summary>
public sealed class VersionsTests
{
    private const string Path = "/api/journeys/nurture";

    private static readonly string Other = Samples.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal);

    [Fact]
    public async Task Of_two_who_publish_at_the_same_time_the_slower_one_is_told_what_is_live_now()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        var known = await TagAsync(api);
        var (status, _) = await PutAsync(api, Samples.Request(Other), known, "mia");
        Assert.Equal(HttpStatusCode.OK, status);
        var live = await TagAsync(api);

        var (refused, problem) = await PutAsync(
            api,
            Samples.Request(Samples.Steps.Replace("4 hours", "6 hours", StringComparison.Ordinal)),
            known,
            "tom"
        );

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused);
        Assert.Equal(
            $"Version {live.Trim('"')} of nurture is live since 2026-03-02 09:00 UTC, published by mia. Nothing was changed: "
                + "look at it, then publish again.",
            JsonSerializer.Deserialize(problem, ApiJson.Default.Problem)!.Detail
        );
        Assert.Equal(live, await TagAsync(api));
    }

    [Fact]
    public async Task Any_version_or_the_right_one_among_several_may_be_named()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        var known = await TagAsync(api);

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(api, Samples.Request(Other), "*")).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await PutAsync(api, Samples.Request(), $"{known}, {await TagAsync(api)}")).Status
        );
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await PutAsync(api, Samples.Request(Other), $"W/{known}")).Status
        );
        Assert.Equal(known, await TagAsync(api));
    }

    [Fact]
    public async Task A_journey_that_nobody_published_matches_no_version_and_one_that_is_live_is_not_new()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync(steps: null));

        var (status, problem) = await PutAsync(api, Samples.Request(), "*");
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.Contains("Nothing is live under the name nurture.", problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(api, Samples.Request(), null, isNew: true)).Status);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed,
            (await PutAsync(api, Samples.Request(Other), null, isNew: true)).Status
        );
    }

    [Fact]
    public async Task Repeating_a_request_whose_answer_was_lost_says_that_it_is_live()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        var known = await TagAsync(api);
        await PutAsync(api, Samples.Request(Other), known);

        var (status, answer) = await PutAsync(api, Samples.Request(Other), known);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(JsonSerializer.Deserialize(answer, ApiJson.Default.PublishAnswer)!.Changed);
    }

    [Fact]
    public async Task A_move_that_leaves_somebody_without_a_step_is_refused_and_changes_nothing()
    {
        var world = await World.StartAsync();
        await using var api = await ApiHost.StartAsync(world);
        await world.SendAsync("whitepaper.downloaded");
        var known = await TagAsync(api);
        var request = Samples.Request(
            """
            "thanks":  { "wait": "1 day", "then": "ask" },
            "ask":     { "task": "Ask", "team": "inside-sales", "within": "4 hours",
                         "outcomes": { "qualified": "handoff", "rejected": "close" }, "late": "escalate" },
            "handoff": { "handoff": "account-manager", "within": "1 day", "accepted": "close", "declined": "close",
                         "late": "escalate" },
            "escalate": { "notify": "sales-lead", "message": "{{contact.name}} still waits", "then": "stay" },
            "close":    { "end": "rejected" }
            """
        ) with
        {
            Teams =
                """{ "teams": { "inside-sales": { "members": [ { "email": "new@us.example" } ] }, "account-manager": { "members": [ { "email": "new@us.example" } ] }, "sales-lead": { "members": [ { "email": "new@us.example" } ] } } }""",
            Inside = InsideChoice.Move,
            Map = new Dictionary<string, string> { ["handof"] = "close", ["escalate"] = "cloze" },
        };

        var (status, answer) = await PutAsync(api, request, known);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(
            [
                "nurture/journey.json:1:1 error J450: \"escalate\" is to lead to \"cloze\", which does not exist. Did you mean \"close\"?",
                "nurture/journey.json:1:1 error J451: \"handof\" is to lead to \"close\", but the live version has no step \"handof\". Did you mean \"handoff\"?",
                "nurture/journey.json:4:14 error J453: step \"thanks\" is \"wait\" here and \"email\" in the live version, and 0 contacts stand there: say where it leads (map), maybe to itself, to begin it anew",
                "nurture/journey.json:1:1 error J452: step \"qualify\" of the live version is not here, and 1 contact stands there: say where it leads (map)",
            ],
            JsonSerializer.Deserialize(answer, ApiJson.Default.Problem)!.Diagnostics!
        );
        Assert.Equal(known, await TagAsync(api));
        Assert.True(
            (await world.Get<Runtime.Catalog.Workspace>().TeamsAsync(default))
                .ByName["inside-sales"]
                .Has("mia@us.example")
        );
        var versions = await api.GetAsync($"{Path}/versions", ApiJson.Default.PageVersionEntry);
        Assert.Single(versions.Items);
    }

    [Theory]
    [InlineData("\"inside\": \"stay\", \"map\": { \"a\": \"b\" }", 422, "J454")]
    [InlineData("\"inside\": \"leave\"", 400, "$.inside")]
    public async Task A_choice_that_makes_no_sense_is_refused(string choice, int status, string names)
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        var request = JsonSerializer.Serialize(
            Samples.Request() with
            {
                Definition = "",
            },
            ApiJson.Default.PublishRequest
        );
        var definition = JsonSerializer.Serialize(Samples.Definition(Other, "nurture", "whitepaper.downloaded"));
        var body = request
            .Replace("\"definition\":\"\"", $"\"definition\":{definition}", StringComparison.Ordinal)
            .Replace("\"inside\":\"stay\",\"map\":null", choice, StringComparison.Ordinal);

        var problem = await api.ProblemAsync(HttpMethod.Put, Path, body);

        Assert.Equal(status, problem.Status);
        Assert.Contains(
            names,
            $"{problem.Detail} {string.Join(' ', problem.Diagnostics ?? [])}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_journey_shows_how_far_moving_has_come_and_its_versions_say_who_chose_it()
    {
        var world = await World.StartAsync();
        await using var api = await ApiHost.StartAsync(world);
        await world.SendAsync("whitepaper.downloaded");
        await world.SendAsync("whitepaper.downloaded", "bo@example.com");
        var first = await TagAsync(api);
        world.Time.Advance(TimeSpan.FromHours(1));
        var request = Samples.Request(Other.Replace("\"qualify\"", "\"screen\"", StringComparison.Ordinal)) with
        {
            Inside = InsideChoice.Move,
            Map = new Dictionary<string, string> { ["qualify"] = "screen" },
        };
        var (_, answer) = await PutAsync(api, request, first, "mia");

        var ordered = new MovingProgress(
            (await TagAsync(api)).Trim('"'),
            InsideChoice.Move,
            request.Map,
            "mia",
            world.Time.GetUtcNow(),
            Done: false,
            Moved: 0,
            Left: 2,
            []
        );
        Same(ordered, JsonSerializer.Deserialize(answer, ApiJson.Default.PublishAnswer)!.Moving);
        Same(ordered, (await api.GetAsync(Path, ApiJson.Default.JourneyDetail)).Moving);

        await world.Get<VersionMover>().MoveAllAsync(Duration.Zero, default);

        var done = ordered with { Done = true, Moved = 2, Left = 0 };
        var detail = await api.GetAsync(Path, ApiJson.Default.JourneyDetail);
        Assert.Equal("mia", detail.By);
        Same(done, detail.Moving);
        var page = await api.GetAsync($"{Path}/versions?top=1", ApiJson.Default.PageVersionEntry);
        var newest = Assert.Single(page.Items);
        Assert.Equal(
            (done.Version, "mia", true, 2, InsideChoice.Move),
            (newest.Version, newest.By, newest.Live, newest.Instances, newest.Inside)
        );
        Same(done, newest.Moving);
        var rest = await api.GetAsync(
            $"{Path}/versions?after={Uri.EscapeDataString(page.Next!)}",
            ApiJson.Default.PageVersionEntry
        );
        var oldest = Assert.Single(rest.Items);
        Assert.Equal(
            (first.Trim('"'), "test", false, 0, InsideChoice.Stay, null),
            (oldest.Version, oldest.By, oldest.Live, oldest.Instances, oldest.Inside, oldest.Moving)
        );
    }

    [Fact]
    public async Task A_version_shows_its_files_as_they_were_published()
    {
        await using var api = await ApiHost.StartAsync(await World.StartAsync());
        var version = (await TagAsync(api)).Trim('"');

        var detail = await api.GetAsync($"{Path}/versions/{version}", ApiJson.Default.VersionDetail);

        var sent = Samples.Request();
        Assert.Equal(
            ("nurture", version, sent.Definition, sent.Fields),
            (detail.Journey, detail.Version, detail.Definition, detail.Fields)
        );
        Assert.Equal(sent.Emails, detail.Emails);
        Assert.Empty(detail.Calendars);
        var problem = await api.ProblemAsync(HttpMethod.Get, $"{Path}/versions/nothing%2Fhere");
        Assert.Equal(404, problem.Status);
        Assert.Equal(404, (await api.ProblemAsync(HttpMethod.Get, "/api/journeys/other/versions")).Status);
    }

    private static void Same(MovingProgress expected, MovingProgress? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Map, actual.Map);
        Assert.Equal(expected.Refused, actual.Refused);
        Assert.Equal(expected with { Map = actual.Map, Refused = actual.Refused }, actual);
    }

    private static async Task<string> TagAsync(ApiHost api)
    {
        using var answer = await api.SendAsync(HttpMethod.Get, Path);
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<(HttpStatusCode Status, string Body)> PutAsync(
        ApiHost api,
        PublishRequest files,
        string? match,
        string by = "api",
        bool isNew = false
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{Path}?by={by}", UriKind.Relative))
        {
            Content = JsonContent.Create(files, ApiJson.Default.PublishRequest),
        };
        if (match is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", match);
        }

        if (isNew)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }

        using var answer = await api.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
