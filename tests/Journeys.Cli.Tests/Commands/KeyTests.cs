using System.Net;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public sealed class KeyTests
{
    private static readonly KeySummary Shop = new(
        "k3v7q2m5xa",
        "webshop",
        ["events"],
        "valid",
        FakeHost.Now,
        "Mia",
        null,
        null,
        null
    );

    [Fact]
    public async Task A_key_is_made_for_a_system_and_printed_alone_on_the_first_line()
    {
        var host = new FakeHost().Has(
            "POST keys",
            new IssuedKey("jk_k3v7q2m5xa_secret", Shop),
            ApiJson.Default.IssuedKey
        );

        var ran = await Terminal.RunAsync(host, "key", "create", "webshop", "--role", "events", "--by", "Mia");

        Assert.Equal(
            """POST keys {"name":"webshop","roles":["events"],"expires":null,"by":"Mia"}""",
            Assert.Single(host.Asked)
        );
        Assert.Equal(
            """
            jk_k3v7q2m5xa_secret
            This is the key of webshop (events). It is shown this once: keep it safe.
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task Replacing_a_key_says_until_when_the_old_one_opens_too()
    {
        var other = Shop with { Id = "aaaaaaaaaa" };
        var old = Shop with { Expires = FakeHost.Now.AddDays(7) };
        var host = new FakeHost().Has(
            "POST keys/k3v7q2m5xa/rotate",
            new IssuedKey("jk_aaaaaaaaaa_secret", other, old),
            ApiJson.Default.IssuedKey
        );

        var ran = await Terminal.RunAsync(host, "key", "rotate", "k3v7q2m5xa");

        Assert.Equal(0, ran.Code);
        Assert.EndsWith("Key k3v7q2m5xa opens too, until 2026-03-11 10:00 UTC.", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_listed_and_revoked_by_their_ids()
    {
        var host = new FakeHost()
            .Has("GET keys", new Page<KeySummary>([Shop]), ApiJson.Default.PageKeySummary)
            .Has("DELETE keys/k3v7q2m5xa?by=Mia", Shop with { State = "revoked" }, ApiJson.Default.KeySummary);

        var list = await Terminal.RunAsync(host, "key", "list");
        var revoked = await Terminal.RunAsync(host, "key", "revoke", "k3v7q2m5xa", "--by", "Mia");

        Assert.Equal(
            """
            ID          NAME     ROLES   STATE  MADE                  BY   ENDS
            k3v7q2m5xa  webshop  events  valid  2026-03-04 10:00 UTC  Mia
            """,
            list.Output
        );
        Assert.Equal(
            "Key k3v7q2m5xa of webshop opens nothing any more; other processes learn it within 30 seconds.",
            revoked.Output
        );
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task What_the_host_refuses_is_told_in_its_words(HttpStatusCode status)
    {
        var host = new FakeHost().Refuses("GET keys", status, new(Title: "Not this time", Status: (int)status));

        var ran = await Terminal.RunAsync(host, "key", "list");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith("Not this time", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_date_that_is_none_is_no_command_line()
    {
        var ran = await Terminal.RunAsync(
            new FakeHost(),
            "key",
            "create",
            "crm",
            "--role",
            "events",
            "--expires",
            "soon"
        );

        Assert.Equal(2, ran.Code);
        Assert.Contains(
            "\"--expires soon\" is no date: write it like --expires 2027-01-01.",
            ran.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task On_azure_the_function_key_may_be_another_than_ours()
    {
        var host = new FakeHost();
        var terminal = new Terminal(host);
        terminal.Variables["JOURNEYS_FUNCTIONS_KEY"] = "azure's";

        await terminal.RunAsync("health", "--key", "ours");

        Assert.Equal(("ours", "azure's"), (host.Key, host.FunctionsKey));
    }
}
