using System.Net.Http.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Pacing;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Pacing;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Api;

/// <summary>How operators see and steer the sending of journeys.</summary>
public sealed class SendingTests
{
    private const string Address = "/api/journeys/nurture/sending";

    [Fact]
    public async Task It_is_listed_paused_and_resumed_with_who_did_it_and_why()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 5 } }""");
        await using var api = await ApiHost.StartAsync(world);

        var before = await ListAsync(api);
        var paused = await PostAsync(api, "pause", """{ "by": "olga", "why": "the link is broken" }""");
        var again = await PostAsync(api, "pause", """{ "by": "tom" }""");
        var health = await api.GetAsync("/api/health", ApiJson.Default.Health);
        var resumed = await PostAsync(api, "resume", """{ "by": "tom" }""");

        var never = new SendingSummary("nurture", false, null, null, null, 5, null, null, 20, 100, 0);
        var now = world.Time.GetUtcNow();
        Assert.Equal([never], before);
        Assert.Equal(never with { Paused = true, Since = now, By = "olga", Why = "the link is broken" }, paused);
        Assert.Equal(paused, again);
        Assert.Equal(
            [
                "The sending of nurture is paused: journeys sending tells why, and journeys sending resume nurture lets it go on.",
            ],
            health.Problems
        );
        Assert.Equal(never with { Since = now, By = "tom" }, resumed);
        Assert.Equal([resumed], await ListAsync(api));
        var audit = RowQuery.Prefixed(PacingRows.Paused, "a~nurture~");
        Assert.NotEmpty((await world.Store.QueryAsync(PacingRows.Table, audit, default)).Rows);
    }

    [Fact]
    public async Task Who_waits_and_what_failed_is_shown()
    {
        var world = await PacedWorld.StartAsync("""{ "class": "requested", "rate": { "perSecond": 1 } }""");
        world.Post.Refuses = mail => mail.Contact == PacedWorld.Contact(0) ? "no such mailbox" : null;
        await world.EnterAsync(11);
        await using var api = await ApiHost.StartAsync(world);

        var nurture = Assert.Single(await ListAsync(api));

        Assert.Equal((1, world.Time.GetUtcNow().AddSeconds(10)), (nurture.Failed, nurture.WaitingUntil));
    }

    [Theory]
    [InlineData("/api/journeys/nothing/sending/pause", null, 404)]
    [InlineData(Address + "/stop", null, 404)]
    [InlineData(Address + "/pause", """{ "who": "olga" }""", 400)]
    public async Task What_cannot_be_meant_is_refused(string path, string? body, int status)
    {
        await using var api = await ApiHost.StartAsync(await PacedWorld.StartAsync());

        Assert.Equal(status, (await api.ProblemAsync(HttpMethod.Post, path, body)).Status);
    }

    [Fact]
    public async Task A_reason_that_is_a_novel_is_refused()
    {
        await using var api = await ApiHost.StartAsync(await PacedWorld.StartAsync());
        var body = $$"""{ "why": "{{new string('x', 501)}}" }""";

        var problem = await api.ProblemAsync(HttpMethod.Post, Address + "/pause", body);

        Assert.Equal((400, "\"why\" takes at most 500 characters."), (problem.Status, problem.Detail));
    }

    private static async Task<IReadOnlyList<SendingSummary>> ListAsync(ApiHost api) =>
        (await api.GetAsync("/api/sending", ApiJson.Default.PageSendingSummary)).Items;

    private static async Task<SendingSummary> PostAsync(ApiHost api, string action, string body)
    {
        var answer = await api.SendAsync(HttpMethod.Post, $"{Address}/{action}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(ApiJson.Default.SendingSummary))!;
    }
}
