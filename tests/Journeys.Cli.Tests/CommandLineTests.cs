using System.Net;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests;

public class CommandLineTests
{
    [Fact]
    public async Task A_host_that_is_not_running_is_exit_code_3_and_says_how_to_start_it()
    {
        var ran = await Terminal.RunAsync(new FakeHost { IsDown = true }, "tasks", "--url", "http://localhost:9999/");

        Assert.Equal(
            new Ran(
                3,
                "",
                """
                Journeys is not running at http://localhost:9999 (connection refused).
                Start it with ./journeys up, or name another host with --url or JOURNEYS_URL.
                """
            ),
            ran
        );
    }

    [Theory]
    [InlineData("text/html", "<html>", "text/html, status 200.")]
    [InlineData("application/json", "{}", "application/json, status 200 (")]
    public async Task Something_else_at_the_address_is_not_taken_for_a_host(string mediaType, string body, string told)
    {
        var host = new FakeHost().Says("GET mail/1", HttpStatusCode.OK, mediaType, body);

        var ran = await Terminal.RunAsync(host, "mail", "1");

        Assert.Equal((3, ""), (ran.Code, ran.Output));
        Assert.StartsWith($"What answers at http://localhost:7071 is not a Journeys host: {told}", ran.Error);
    }

    [Fact]
    public async Task A_refusal_with_json_leaves_the_problem_on_stdout_and_the_words_on_stderr()
    {
        var problem = new Problem(Title: "Wrong key", Status: 401, Detail: "The key is not known.");
        var host = new FakeHost().Refuses("GET mail/1", HttpStatusCode.Unauthorized, problem);

        var ran = await Terminal.RunAsync(host, "mail", "1", "--json");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith("""{"type":null,"title":"Wrong key","status":401,""", ran.Output);
        Assert.Equal(
            "Wrong key.\nThe key is not known.\nGive the host's API key with --key or JOURNEYS_API_KEY.",
            ran.Error
        );
    }

    [Fact]
    public async Task The_key_comes_from_the_option_or_else_from_the_variable()
    {
        var host = new FakeHost();
        var terminal = new Terminal(host);
        terminal.Variables["JOURNEYS_API_KEY"] = "from the variable";

        await terminal.RunAsync("health");
        Assert.Equal("from the variable", host.Key);

        await terminal.RunAsync("health", "--key", "given");
        Assert.Equal("given", host.Key);
    }

    [Fact]
    public async Task The_key_fits_a_host_on_azure_too()
    {
        var host = new FakeHost();

        await Terminal.RunAsync(host, "health", "--key", "given");

        Assert.Equal(("given", "given"), (host.Key, host.FunctionsKey));
    }

    [Fact]
    public async Task Whom_azure_itself_turns_away_is_told_about_the_key()
    {
        var host = new FakeHost().Says("GET mail/1", HttpStatusCode.Unauthorized, "text/plain", "");

        var ran = await Terminal.RunAsync(host, "mail", "1");

        Assert.Equal(1, ran.Code);
        Assert.Equal(
            "The key is missing or wrong.\nThe host lets nobody in without its key.\n"
                + "Give the host's API key with --key or JOURNEYS_API_KEY.",
            ran.Error
        );
    }

    [Fact]
    public async Task Health_tells_the_hosts_clock()
    {
        var health = new Health(
            "degraded",
            "1.0.0",
            FakeHost.Now,
            86_400,
            ["Azurite does not answer. Is it running?"],
            "captured, not sent"
        );
        var host = new FakeHost().Says(
            "GET health",
            HttpStatusCode.ServiceUnavailable,
            "application/json",
            System.Text.Json.JsonSerializer.Serialize(health, ApiJson.Default.Health)
        );

        var ran = await Terminal.RunAsync(host, "health");

        Assert.Equal(
            new Ran(
                1,
                """
                status   degraded
                version  1.0.0
                clock    2026-03-04 10:00 UTC, 1 d a second
                mail     captured, not sent
                problem  Azurite does not answer. Is it running?
                """,
                ""
            ),
            ran
        );
    }

    [Theory]
    [InlineData("Required argument 'instance' missing for command: 'show'.\nSee journeys show --help.", "show")]
    [InlineData("--top needs a number from 1.\nSee journeys tasks --help.", "tasks", "--top", "0")]
    [InlineData(
        "Option '--role' is required.\nRequired argument 'name' missing for command: 'create'.\nSee journeys key create --help.",
        "key",
        "create"
    )]
    [InlineData("\"foo\" is not an address. Write it like http://localhost:7071.", "health", "--url", "foo")]
    public async Task A_misspelt_command_is_exit_code_2(string message, params string[] args) =>
        Assert.Equal(new Ran(2, "", message), await Terminal.RunAsync(new FakeHost(), args));

    [Fact]
    public async Task A_command_nearly_spelt_is_suggested()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "statsu");

        Assert.Equal(2, ran.Code);
        Assert.Contains("Did you mean one of the following?\nstatus\n", ran.Error);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("demo")]
    public async Task The_commands_of_the_local_host_say_where_they_belong(string command)
    {
        var ran = await Terminal.RunAsync(new FakeHost(), command, "--speed", "1d=1s");

        Assert.Equal(2, ran.Code);
        Assert.Contains($"Run ./journeys {command} in the folder of Journeys", ran.Error);
    }

    [Fact]
    public async Task The_root_help_lists_every_command_and_the_exit_codes()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "--help");

        string[] commands = ["up", "demo", "send", "status", "show", "contact", "tasks", "task", "mail", "publish"];
        Assert.All(
            [.. commands, "health", "pause", "resume", "cancel", "retry", "skip"],
            name => Assert.Contains($"\n  {name} ", ran.Output)
        );
        Assert.Contains("\n  130  Ctrl-C\n", ran.Output);
        Assert.Equal(0, ran.Code);
        Assert.Equal(ran, await Terminal.RunAsync(new FakeHost()));
    }

    [Fact]
    public async Task Ctrl_C_is_exit_code_130()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.Equal(130, (await new Terminal(new FakeHost()) { Cancelled = cancelled.Token }.RunAsync("tasks")).Code);
    }

    [Fact]
    public async Task Colours_are_for_terminals_that_want_them()
    {
        var page = Samples.Page(Samples.ThankYou.Summary);
        var host = new FakeHost().Has("GET mail?top=50", page, ApiJson.Default.PageMailSummary);
        var terminal = new Terminal(host) { Width = 80 };
        Assert.DoesNotContain('\u001b', (await terminal.RunAsync("mail")).Output);

        terminal.Variables.Clear();
        Assert.Contains('\u001b', (await terminal.RunAsync("mail")).Output);
        Assert.DoesNotContain('\u001b', (await terminal.RunAsync("mail", "--no-color")).Output);
        Assert.DoesNotContain('\u001b', (await Terminal.RunAsync(host, "mail")).Output);
    }
}
