using System.Net;

namespace Journeys.Local.Tests.Http;

public sealed class AccessTests
{
    [Fact]
    public async Task A_host_with_a_key_serves_its_api_only_with_the_key()
    {
        await using var web = await WebHost.StartAsync(key: "right", listen: "0.0.0.0");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(web.GetAsync("/api/journeys")));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await StatusAsync(web.GetAsync("/api/journeys", ("X-Api-Key", "wrong")))
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(web.PostAsync("/api/events")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(web.GetAsync("/api/journeys", ("X-Api-Key", "right"))));
        Assert.Equal(
            HttpStatusCode.OK,
            await StatusAsync(web.GetAsync("/api/journeys", ("Authorization", "Bearer right")))
        );
    }

    [Fact]
    public async Task Whoever_watches_the_host_needs_no_key_as_on_azure()
    {
        await using var web = await WebHost.StartAsync(key: "right", listen: "0.0.0.0");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(web.GetAsync("/api/health")));
    }

    [Fact]
    public async Task A_known_address_with_another_method_is_405_and_says_which_it_takes()
    {
        await using var web = await WebHost.StartAsync();

        using var answer = await web.PostAsync("/api/journeys/nurture");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "PUT"], answer.Content.Headers.Allow);
        var problem = await WebHost.ProblemAsync(answer);
        Assert.StartsWith("/api/journeys/nurture is asked with GET, PUT, not with POST.", problem.Detail);
    }

    [Fact]
    public async Task A_host_with_a_key_answers_to_any_name()
    {
        await using var web = await WebHost.StartAsync(key: "right", listen: "0.0.0.0");

        var answer = web.GetAsync("/api/health", ("Host", "journeys.example.com"), ("X-Api-Key", "right"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(answer));
    }

    [Theory]
    [InlineData("localhost:7071", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:7071", HttpStatusCode.OK)]
    [InlineData("[::1]:7071", HttpStatusCode.OK)]
    [InlineData("evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example.com", HttpStatusCode.Forbidden)]
    public async Task A_host_without_a_key_answers_only_to_this_machines_names(string name, HttpStatusCode expected)
    {
        await using var web = await WebHost.StartAsync();
        Assert.Equal(expected, await StatusAsync(web.GetAsync("/api/health", ("Host", name))));
    }

    [Theory]
    [InlineData("http://localhost:7071", HttpStatusCode.NotFound)]
    [InlineData("https://evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    public async Task Pages_of_others_cannot_change_anything(string origin, HttpStatusCode expected)
    {
        await using var web = await WebHost.StartAsync();
        Assert.Equal(expected, await StatusAsync(web.PostAsync("/api/tasks/none/qualified", ("Origin", origin))));
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> request)
    {
        using var answer = await request;
        if (!answer.IsSuccessStatusCode)
        {
            await WebHost.ProblemAsync(answer);
        }

        return answer.StatusCode;
    }
}
