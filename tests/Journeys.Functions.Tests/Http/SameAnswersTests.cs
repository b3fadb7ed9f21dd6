using System.Text.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Links;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Functions.Tests.Http;

/// <summary>Whatever is asked, the Azure host answers what the local host answers: status, headers and content.</summary>
public sealed class SameAnswersTests
{
    private const string Contact = "/api/contacts/ada%40example.com";

    [Fact]
    public async Task A_contacts_whole_way_is_the_same_on_both_hosts()
    {
        await using var hosts = await TwoHosts.StartAsync();
        var request = JsonSerializer.Serialize(Samples.Request(), ApiJson.Default.PublishRequest);
        Assert.StartsWith("200 ", await hosts.AskAsync(HttpMethod.Put, "/api/journeys/nurture", request));

        var sent = await hosts.AskAsync(
            HttpMethod.Post,
            "/api/events",
            hosts.Worlds[0].Event("whitepaper.downloaded", data: """{ "contact": { "name": "Ada" } }"""),
            CloudEventReader.Structured
        );
        Assert.Contains("\"accepted\":1", sent);

        var tasks = await hosts.AskAsync(HttpMethod.Get, "/api/tasks?team=inside-sales");
        var task = Between(tasks, "\"id\":\"", "\"");
        Assert.Contains("Qualify Ada", await hosts.AskAsync(HttpMethod.Get, $"/api/tasks/{task}"));
        var answer = """{ "by": "tom@us.example", "answers": { "contact": { "budget": "9k" } } }""";
        Assert.Contains("\"done\":true", await hosts.AskAsync(HttpMethod.Post, $"/api/tasks/{task}/qualified", answer));

        var instance = $"/api/instances/{World.InstanceOf()}";
        Assert.Contains("tom@us.example answered qualified", await hosts.AskAsync(HttpMethod.Get, instance));
        Assert.Contains("\"status\":\"paused\"", await hosts.AskAsync(HttpMethod.Post, $"{instance}/pause"));
        Assert.Contains("\"input\":\"taskAnswered\"", await hosts.AskAsync(HttpMethod.Get, $"{instance}/record"));
        Assert.Contains("9k", await hosts.AskAsync(HttpMethod.Get, Contact));

        var mail = Between(await hosts.AskAsync(HttpMethod.Get, "/api/mail?to=contacts"), "\"id\":\"", "\"");
        Assert.Contains("Hello Ada", await hosts.AskAsync(HttpMethod.Get, $"/api/mail/{mail}"));
        Assert.Contains("\"nurture\"", await hosts.AskAsync(HttpMethod.Get, "/api/journeys"));
        var journey = await hosts.AskAsync(HttpMethod.Get, "/api/journeys/nurture");
        Assert.Contains("\"qualify\"", journey);
        var version = Between(journey, "\"version\":\"", "\"");
        Assert.Contains(version, await hosts.AskAsync(HttpMethod.Get, "/api/journeys/nurture/versions"));
        Assert.Contains(
            "thanks.html",
            await hosts.AskAsync(HttpMethod.Get, $"/api/journeys/nurture/versions/{version}")
        );
        Assert.Contains(
            "It is inside: paused",
            await hosts.AskAsync(HttpMethod.Get, "/api/journeys/nurture/why-not?contact=ada%40example.com")
        );
        Assert.Contains(
            "ada@example.com",
            await hosts.AskAsync(HttpMethod.Get, "/api/journeys/nurture/instances?status=paused")
        );
        Assert.Contains("\"status\":\"healthy\"", await hosts.AskAsync(HttpMethod.Get, "/api/health"));
    }

    [Theory]
    [InlineData("GET", "/api/journeys/nothing", "404")]
    [InlineData("GET", "/api/journeys/nurture/instances?top=0", "400")]
    [InlineData("GET", "/api/instances/nurture~nobody", "404")]
    [InlineData("POST", "/api/instances/nurture~nobody/pause", "404")]
    [InlineData("POST", "/api/instances/nurture~nobody/shout", "404")]
    [InlineData("GET", "/api/tasks?after=1", "400")]
    [InlineData("GET", "/api/tasks/2026-03-02T09:00:00Z", "404")]
    [InlineData("POST", "/api/tasks/0042/qualified", "404")]
    [InlineData("GET", "/api/contacts/crm%2F17", "404")]
    [InlineData("GET", "/api/mail/nothing", "404")]
    [InlineData("POST", "/api/events", "415")]
    [InlineData("PUT", "/api/journeys/nurture", "400")]
    [InlineData("POST", "/api/webhooks/sendgrid", "401")]
    public async Task What_is_wrong_is_told_in_the_same_words(string method, string path, string status)
    {
        await using var hosts = await TwoHosts.StartAsync();

        var answer = await hosts.AskAsync(new HttpMethod(method), path);

        Assert.StartsWith($"{status} application/problem+json", answer);
    }

    [Fact]
    public async Task A_batch_that_is_half_bad_is_answered_event_by_event()
    {
        await using var hosts = await TwoHosts.StartAsync();
        var batch = $$"""[{{hosts.Worlds[0].Event("page.viewed")}}, { "id": "2" }]""";

        var answer = await hosts.AskAsync(HttpMethod.Post, "/api/events", batch, CloudEventReader.Batch);

        Assert.Contains("\"accepted\":1", answer);
        Assert.Contains("\"rejected\":1", answer);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_our_trouble_and_the_caller_may_come_again()
    {
        await using var hosts = await TwoHosts.StartAsync();
        foreach (var world in hosts.Worlds)
        {
            world.Tables.FailByChance(1, 100, Fault.Refuse);
        }

        var answer = await hosts.AskAsync(HttpMethod.Get, "/api/tasks");

        Assert.StartsWith("503 application/problem+json", answer);
        Assert.Contains("Retry-After: 5\nX-Content-Type-Options: nosniff", answer);
    }

    [Theory]
    [InlineData(null, "401")]
    [InlineData("wrong", "401")]
    [InlineData("right", "200")]
    public async Task The_hosts_own_key_is_asked_for_as_well(string? given, string status)
    {
        await using var hosts = await TwoHosts.StartAsync(key: "right");

        Assert.StartsWith(status, await hosts.AskAsync(HttpMethod.Get, "/api/journeys", key: given));
    }

    [Fact]
    public async Task Whoever_watches_the_host_or_wants_no_more_mails_needs_no_key()
    {
        await using var hosts = await TwoHosts.StartAsync(key: "right");

        Assert.StartsWith("200 application/json", await hosts.AskFunctionsAsync(HttpMethod.Get, "/api/health"));
        var page = await hosts.AskFunctionsAsync(HttpMethod.Get, await LinkAsync(hosts));
        Assert.StartsWith("200 text/html", page);
        Assert.Contains("<form method=\"post\">", page);
        Assert.StartsWith("400 text/html", await hosts.AskFunctionsAsync(HttpMethod.Get, "/preferences?t=x"));
        Assert.StartsWith("400 text/html", await hosts.AskFunctionsAsync(HttpMethod.Get, "/decide"));
    }

    [Fact]
    public async Task Sending_the_form_to_unsubscribe_withdraws_the_consent()
    {
        await using var hosts = await TwoHosts.StartAsync();
        foreach (var world in hosts.Worlds)
        {
            await world.SendAsync("page.viewed");
        }

        var page = await hosts.AskFunctionsAsync(HttpMethod.Post, await LinkAsync(hosts));

        Assert.StartsWith("200 text/html", page);
        var contact = await hosts.AskFunctionsAsync(HttpMethod.Get, Contact);
        Assert.Contains("\"marketing\":false", contact);
    }

    private static async Task<string> LinkAsync(TwoHosts hosts)
    {
        var links = hosts.Worlds[0].Get<PublicLinks>();
        return new Uri(await links.UnsubscribeAsync("ada@example.com", default)).PathAndQuery;
    }

    [Theory]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/api/nothing/here")]
    [InlineData("GET", "/api/journeys/nurture/nothing")]
    public async Task An_address_that_is_none_says_so(string method, string path)
    {
        await using var hosts = await TwoHosts.StartAsync();

        var answer = await hosts.AskFunctionsAsync(new HttpMethod(method), path);

        Assert.StartsWith("404 application/problem+json\nX-Content-Type-Options: nosniff\n", answer);
        Assert.Contains($"There is no address \\\"{method} {path}\\\".", answer);
    }

    [Theory]
    [InlineData("DELETE", "/api/journeys/nurture", "GET, PUT")]
    [InlineData("GET", "/api/events", "POST")]
    [InlineData("PUT", "/api/tasks/17/qualified", "POST")]
    [InlineData("POST", "/api/health", "GET")]
    [InlineData("PATCH", "/api/keys/abcdefghij", "DELETE")]
    public async Task A_known_address_with_another_method_says_which_it_takes(string method, string path, string allow)
    {
        await using var hosts = await TwoHosts.StartAsync();

        var answer = await hosts.AskFunctionsAsync(new HttpMethod(method), path);

        Assert.StartsWith("405 application/problem+json", answer);
        Assert.Contains($"{path} is asked with {allow}, not with {method}.", answer);
    }

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
