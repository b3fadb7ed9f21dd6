using System.Text.Json;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.DeadLetters;

/// <summary>Operators look at dead letters, mend, replay and discard them, against a real host.</summary>
public sealed class DeadLettersTests
{
    [Fact]
    public async Task One_is_listed_shown_mended_in_a_dry_run_and_replayed()
    {
        await using var host = await StartAsync(1);
        var letter = await OnlyAsync(host);

        var list = await host.TypeAsync("", "dead", "list");
        var shown = await host.TypeAsync("", "dead", "show", letter.Id);
        var dry = await host.TypeAsync("", "dead", "replay", letter.Id, "--set", "time=null", "--dry-run");
        var vain = await host.TypeAsync("", "dead", "replay", letter.Id);
        var done = await host.TypeAsync("", "dead", "replay", letter.Id, "--set", "time=null");

        Assert.Contains("GIVEN UP", list.Output, StringComparison.Ordinal);
        Assert.Contains("is \"yesterday\", which is not an RFC 3339 time", list.Output, StringComparison.Ordinal);
        Assert.StartsWith("Event whitepaper.downloaded, given up", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"journeys dead replay {letter.Id} --file mended.json", shown.Output, StringComparison.Ordinal);
        Assert.Equal((0, "It would be replayed: accepted as a new event"), (dry.Code, dry.Output.TrimEnd()));
        Assert.Equal(1, vain.Code);
        Assert.StartsWith("Nothing changed: ", vain.Output, StringComparison.Ordinal);
        Assert.Equal(0, done.Code);
        Assert.StartsWith("Done: accepted as a new event", done.Output, StringComparison.Ordinal);
        Assert.Equal("No dead letters.", (await host.TypeAsync("", "dead", "list")).Output.TrimEnd());
        Assert.Contains(
            "replayed by mia",
            (await host.TypeAsync("", "dead", "list", "--over")).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_holds_half_a_character_is_shown_as_it_came()
    {
        await using var host = await RealHost.StartAsync();
        await host.World.SendAsync("whitepaper.downloaded", data: """{ "a": "\ud800" }""");
        var letter = await OnlyAsync(host);

        var shown = await host.TypeAsync("", "dead", "show", letter.Id);

        Assert.Equal(0, shown.Code);
        Assert.Contains("""{ "a": "\ud800" }""", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_is_mended_in_a_file()
    {
        await using var host = await StartAsync(1);
        var letter = await OnlyAsync(host);
        var raw = await host.RunAsync("dead", "show", letter.Id, "--raw");
        host.Write("mended.json", raw.Output.Replace("yesterday", "2026-03-02T08:00:00Z", StringComparison.Ordinal));

        var done = await host.RunAsync("dead", "replay", letter.Id, "--file", "mended.json");

        Assert.Equal((0, ""), (done.Code, done.Error));
    }

    [Fact]
    public async Task All_that_match_are_replayed_once_somebody_has_agreed()
    {
        await using var host = await StartAsync(120);

        var no = await host.TypeAsync("\n", "dead", "replay", "--reason", "RFC 3339", "--set", "time=null");
        var yes = await host.TypeAsync("y\n", "dead", "replay", "--reason", "RFC 3339", "--set", "time=null");

        Assert.Equal((1, "Nothing was done."), (no.Code, no.Output.TrimEnd()));
        Assert.Equal((0, "120 replayed (120 accepted)."), (yes.Code, yes.Output.TrimEnd()));
        Assert.StartsWith("Replay 120 dead letters? [y/N] ", yes.Error, StringComparison.Ordinal);
        Assert.Contains("dealt with", yes.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_again_is_told_by_its_reason_and_the_rest_is_discarded()
    {
        await using var host = await StartAsync(3);

        var vain = await host.TypeAsync("", "dead", "replay", "--all", "--yes");
        var gone = await host.TypeAsync("", "dead", "discard", "--all", "--yes", "--because", "a test");

        Assert.Equal(1, vain.Code);
        Assert.Contains("refused  3 × \"time\" is \"yesterday\"", vain.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 replayed, 3 stay on the list.", vain.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal((0, "3 discarded."), (gone.Code, gone.Output.TrimEnd()));
    }

    [Theory]
    [InlineData("Give an id, or say which ones", "dead", "replay")]
    [InlineData("Give an id, or filters for several, not both.", "dead", "replay", "x", "--all")]
    [InlineData("is no time: write it like", "dead", "list", "--since", "lately")]
    [InlineData("sets nothing: write it like", "dead", "replay", "x", "--set", "time")]
    [InlineData("There is no file nowhere.json.", "dead", "replay", "x", "--file", "nowhere.json")]
    public async Task What_makes_no_sense_is_told(string expected, params string[] args)
    {
        await using var host = await RealHost.StartAsync();

        var ran = await host.RunAsync(args);

        Assert.Equal(2, ran.Code);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tells_what_it_found_and_its_exit_code_says_whether_all_is_well()
    {
        await using var host = await StartAsync(0);
        var well = await host.TypeAsync("", "doctor");
        host.World.Post.Refusal = new(Passing: false, "550 no such mailbox");
        await host.World.SendAsync("whitepaper.downloaded");

        var ill = await host.TypeAsync("", "doctor", "--repair");
        var json = await host.RunAsync("doctor", "--json");

        Assert.Equal(0, well.Code);
        Assert.Equal(
            "healthy: everything was looked at, and nothing is wrong or waits for a person.",
            well.Output.TrimEnd()
        );
        Assert.Equal(1, ill.Code);
        Assert.Contains("D102  1 × instances are held", ill.Output, StringComparison.Ordinal);
        Assert.Contains("D501  1 × dead letters wait for a person", ill.Output, StringComparison.Ordinal);
        var answer = JsonSerializer.Deserialize(json.Output, ApiJson.Default.DoctorAnswer)!;
        Assert.Equal(["D102", "D501"], answer.Findings.Select(finding => finding.Code));
        Assert.Equal((1, answer.Total), (json.Code, answer.Done));
    }

    private static async Task<RealHost> StartAsync(int bad)
    {
        var host = await RealHost.StartAsync();
        for (var n = 0; n < bad; n++)
        {
            var sent = host.World.Event("whitepaper.downloaded", contact: $"c{n}@example.com", id: $"{n}");
            await host.World.SendJsonAsync(
                sent.Replace($"{host.World.Time.GetUtcNow():O}", "yesterday", StringComparison.Ordinal)
            );
        }

        return host;
    }

    private static async Task<DeadLetterSummary> OnlyAsync(RealHost host)
    {
        var json = (await host.RunAsync("dead", "list", "--json")).Output;
        return Assert.Single(JsonSerializer.Deserialize(json, ApiJson.Default.PageDeadLetterSummary)!.Items);
    }
}
