using System.Net;
using System.Text.Json;
using Journeys.Local.Tests.Queue;
using Journeys.Runtime.Api;
using Journeys.Runtime.Tables;

namespace Journeys.Local.Tests.Http;

public sealed class ApiTests : IAsyncLifetime
{
    private WebHost web = null!;

    public async Task InitializeAsync() => web = await WebHost.StartAsync();

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task An_event_is_accepted_and_its_contact_known()
    {
        using var sent = await web.SendEventAsync(QueueWorld.Event("1"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);

        using var contact = await web.GetAsync("/api/contacts/mia@example.com");
        var detail = await ReadAsync(contact, ApiJson.Default.ContactDetail);
        Assert.Equal("page.viewed", Assert.Single(detail.Touchpoints).Type);
    }

    [Fact]
    public async Task Health_tells_the_clock_and_what_is_wrong()
    {
        using (var answer = await web.GetAsync("/api/health"))
        {
            var health = await ReadAsync(answer, ApiJson.Default.Health);
            Assert.Equal(("healthy", 0), (health.Status, health.Speed));
            Assert.Equal(web.Host.Clock.Now.ToDateTimeOffset(), health.Now);
        }

        web.Tables.Fault = _ => new StorageUnavailableException("The store is away.");
        using (var answer = await web.GetAsync("/api/health"))
        {
            var health = await ReadAsync(answer, ApiJson.Default.Health);
            Assert.Equal("degraded", health.Status);
            Assert.Contains("The store is away.", health.Problems);
        }
    }

    [Fact]
    public async Task When_the_store_is_away_requests_are_told_to_come_again()
    {
        web.Tables.Fault = _ => new StorageUnavailableException("The store is away.");

        using var answer = await web.SendEventAsync(QueueWorld.Event("1"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        var problem = await WebHost.ProblemAsync(answer);
        Assert.Contains("sending it again does no harm", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_is_a_problem_without_its_insides()
    {
        web.Tables.Fault = _ => new InvalidOperationException("secret");

        using var answer = await web.SendEventAsync(QueueWorld.Event("1"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var problem = await WebHost.ProblemAsync(answer);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/api/nothing.json")]
    [InlineData("/nothing")]
    [InlineData("/api")]
    public async Task An_address_that_is_not_there_is_a_problem_that_says_so(string path)
    {
        using var answer = await web.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(path, (await WebHost.ProblemAsync(answer)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_says_what_this_is_and_where_to_go()
    {
        using var answer = await web.GetAsync("/");

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var link in new[] { "/api/journeys", "/api/tasks", "/api/mail", "/api/health", "/openapi.json" })
        {
            Assert.Contains($"href=\"{link}\"", page, StringComparison.Ordinal);
        }
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage answer,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type
    )
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), type)!;
    }
}
