using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using Journeys.Runtime.Access;
using Journeys.Runtime.Api;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Api;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Access;

public sealed class KeyTests : IAsyncLifetime
{
    private const string First = "the first key";

    private World world = null!;
    private ApiHost host = null!;

    public async Task InitializeAsync()
    {
        world = await World.StartAsync();
        host = await ApiHost.StartAsync(world, First);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task A_key_opens_what_its_role_is_for_and_the_refusal_says_which_role_is_wanted()
    {
        var shop = await MakeAsync("shop", "events");

        Assert.Equal(HttpStatusCode.OK, await SendEventAsync(shop.Key));
        var refused = await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: shop.Key);

        Assert.Equal((403, "The key is not for this"), (refused.Status, refused.Title));
        Assert.Equal(
            "This needs the role reader; the key of shop has events. An admin makes another with journeys key create.",
            refused.Detail
        );
    }

    // Links in mails are as good as the word of whoever they were sent to.
    [Fact]
    public async Task Whoever_may_only_read_sees_that_a_mail_went_and_none_of_the_links_in_it()
    {
        await world.SendAsync("whitepaper.downloaded");
        var (reader, operations) = (await MakeAsync("board", "reader"), await MakeAsync("ops", "operations"));
        var mails = world.Post.Internal;
        Assert.All(mails, mail => Assert.Contains("/decide?t=", mail.Content.Text, StringComparison.Ordinal));
        Assert.NotEmpty(mails);

        var list = await (
            await host.SendAsync(HttpMethod.Get, "/api/mail", key: reader.Key)
        ).Content.ReadAsStringAsync();
        Assert.Contains(mails[0].Content.Subject, list, StringComparison.Ordinal);
        Assert.DoesNotContain("?t=", list, StringComparison.Ordinal);
        foreach (var path in mails.Select(mail => $"/api/mail/{Uri.EscapeDataString(mail.Effect)}"))
        {
            Assert.Equal(403, (await host.ProblemAsync(HttpMethod.Get, path, key: reader.Key)).Status);
            Assert.Equal(
                HttpStatusCode.OK,
                (await host.SendAsync(HttpMethod.Get, path, key: operations.Key)).StatusCode
            );
        }
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_nothing_is_opened_and_nothing_is_told()
    {
        var nearly = (await MakeAsync("crm", "admin")).Key[..^1] + "-";

        foreach (var key in new[] { null, "wrong", "jk_", "jk_aaaaaaaaaa_short", nearly, First + " " + First })
        {
            var refused = await host.ProblemAsync(HttpMethod.Get, "/api/journeys", key: key);
            Assert.Equal((401, "The key is missing or wrong"), (refused.Status, refused.Title));
        }
    }

    [Fact]
    public async Task A_key_is_shown_once_and_kept_only_as_its_hash()
    {
        var made = await MakeAsync("crm", "events", "reader");

        var list = await (await host.SendAsync(HttpMethod.Get, "/api/keys", key: First)).Content.ReadAsStringAsync();
        var row = Assert.Single((await world.Store.QueryAsync(KeyStore.Table, new RowQuery(), default)).Rows);

        Assert.Contains(made.Summary.Id, list, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Key[14..], list, StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, object>
            {
                ["f"] = 1,
                ["name"] = "crm",
                ["roles"] = "events,reader",
                ["hash"] = KeyText.Hash(made.Key),
                ["createdAt"] = world.Time.GetUtcNow(),
                ["createdBy"] = "an admin",
            },
            row.Properties
        );
        Assert.StartsWith($"jk_{made.Summary.Id}_", made.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_replaced_without_a_moment_in_which_neither_opens()
    {
        var old = await MakeAsync("crm", "events");

        var made = await AskAsync(HttpMethod.Post, $"/api/keys/{old.Summary.Id}/rotate", ApiJson.Default.IssuedKey);

        Assert.Equal("crm events", $"{made.Summary.Name} {Assert.Single(made.Summary.Roles)}");
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromDays(7), made.Replaces!.Expires);
        Assert.Equal(HttpStatusCode.OK, await SendEventAsync(old.Key));
        Assert.Equal(HttpStatusCode.OK, await SendEventAsync(made.Key));
        world.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendEventAsync(old.Key));
        Assert.Equal(HttpStatusCode.OK, await SendEventAsync(made.Key));
    }

    [Fact]
    public async Task A_revoked_key_opens_nothing_here_at_once_and_elsewhere_within_the_stated_age()
    {
        await using var other = await ApiHost.StartAsync(world, First);
        var key = await MakeAsync("crm", "reader");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, key.Key));

        var revoked = await AskAsync(
            HttpMethod.Delete,
            $"/api/keys/{key.Summary.Id}?by=mia",
            ApiJson.Default.KeySummary
        );

        Assert.Equal(("revoked", "mia"), (revoked.State, revoked.RevokedBy));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, key.Key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, key.Key));
        world.Time.Advance(Keyring.Age);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other, key.Key));
    }

    [Fact]
    public async Task A_key_that_expires_opens_nothing_from_then_on()
    {
        var until = world.Time.GetUtcNow() + TimeSpan.FromHours(1);
        var made = await AskAsync(
            HttpMethod.Post,
            "/api/keys",
            ApiJson.Default.IssuedKey,
            $$"""{ "name": "agency", "roles": ["reader"], "expires": "{{until:O}}" }"""
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, made.Key));

        world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, made.Key));
    }

    [Fact]
    public async Task Looking_at_a_key_costs_no_request_to_the_store_while_it_is_remembered()
    {
        var key = await MakeAsync("shop", "reader");
        await StatusAsync(host, key.Key);
        var before = world.Tables.Calls;
        await host.SendAsync(HttpMethod.Get, "/api/keys/none", key: First);
        var withFirst = world.Tables.Calls - before;

        before = world.Tables.Calls;
        await host.SendAsync(HttpMethod.Get, "/api/nothing", key: key.Key);

        Assert.Equal((0, 0), (withFirst, world.Tables.Calls - before));
    }

    [Fact]
    public async Task Who_acts_is_whose_key_it_was_unless_the_request_says_otherwise()
    {
        var ops = await MakeAsync("Ingrid in operations", "operations");
        var instance = World.InstanceOf();
        await world.SendAsync("whitepaper.downloaded");

        await host.SendAsync(HttpMethod.Post, $"/api/instances/{instance}/pause", key: ops.Key);
        await host.SendAsync(HttpMethod.Post, $"/api/instances/{instance}/resume", """{ "by": "Tom" }""", key: ops.Key);

        var shown = await host.SendAsync(HttpMethod.Get, $"/api/instances/{instance}", key: First);
        var text = await shown.Content.ReadAsStringAsync();
        Assert.Contains("Ingrid in operations", text, StringComparison.Ordinal);
        Assert.Contains("Tom", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        """{ "name": "crm", "roles": ["event"] }""",
        "\"event\" is no role: give one or more of reader, events,"
    )]
    [InlineData("""{ "name": "crm", "roles": [] }""", "A key needs a role: give one or more of")]
    [InlineData("""{ "name": " ", "roles": ["events"] }""", "\"name\" says whose key it is: give 1 to 100 characters")]
    [InlineData(
        """{ "name": "a\nb", "roles": ["events"] }""",
        "\"name\" says whose key it is: give 1 to 100 characters"
    )]
    [InlineData(
        """{ "name": "crm", "roles": ["events"], "expires": "2020-01-01T00:00:00Z" }""",
        "\"expires\" is past: it is"
    )]
    [InlineData("", "There is no body: send the key's name and roles as JSON")]
    public async Task A_key_that_makes_no_sense_is_refused_with_what_to_send(string body, string told)
    {
        var refused = await host.ProblemAsync(HttpMethod.Post, "/api/keys", body, key: First);

        Assert.Equal(400, refused.Status);
        Assert.StartsWith(told, refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_key_may_be_given_as_its_hash_so_that_the_settings_hold_no_secret()
    {
        await using var hashed = await ApiHost.StartAsync(world, "sha256:" + KeyText.Hash("secret").ToUpperInvariant());

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(hashed, "secret"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(hashed, KeyText.Hash("secret")));
        Assert.Null(HostKey.Problem("sha256:" + KeyText.Hash("secret")));
        Assert.Null(HostKey.Problem(""));
        Assert.Null(HostKey.Problem(new string('k', 20)));
        Assert.Equal(
            "has fewer than 20 characters, so it can be guessed: openssl rand -hex 32 makes one",
            HostKey.Problem(new string('k', 19))
        );
        Assert.DoesNotContain("12ab", HostKey.Problem("sha256:12ab"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_without_a_first_key_is_open_and_yet_a_key_counts_where_it_is_sent()
    {
        var shop = await MakeAsync("shop", "events");
        await using var open = await ApiHost.StartAsync(world);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(open, null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(open, "whatever"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(open, shop.Key));
    }

    private async Task<IssuedKey> MakeAsync(string name, params string[] roles) =>
        await AskAsync(
            HttpMethod.Post,
            "/api/keys",
            ApiJson.Default.IssuedKey,
            $$"""{ "name": "{{name}}", "roles": ["{{string.Join("\", \"", roles)}}"] }"""
        );

    private async Task<T> AskAsync<T>(HttpMethod method, string path, JsonTypeInfo<T> type, string? body = null)
    {
        using var answer = await host.SendAsync(method, path, body, key: First);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync(type))!;
    }

    private async Task<HttpStatusCode> SendEventAsync(string key)
    {
        using var answer = await host.SendAsync(
            HttpMethod.Post,
            "/api/events",
            world.Event("page.viewed"),
            CloudEventReader.Structured,
            key
        );
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusAsync(ApiHost host, string? key)
    {
        using var answer = await host.SendAsync(HttpMethod.Get, "/api/journeys", key: key);
        return answer.StatusCode;
    }
}
