using System.Diagnostics;
using System.Text.Json;
using Journeys.Cli.Tests.Authoring;

namespace Journeys.Cli.Tests.Simulation;

public sealed class CompareTests
{
    private static readonly string Longer = Tiny.Journey.Replace(
        "\"upTo\": \"1 day\"",
        "\"upTo\": \"3 days\"",
        StringComparison.Ordinal
    );

    [Fact]
    public async Task A_version_compared_with_itself_changes_nobodys_path()
    {
        using var written = Tiny.Written();

        var ran = await written.RunAsync(
            "compare",
            "workspace/spring",
            "workspace/spring/journey.json",
            "--contacts",
            "1000"
        );

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.Contains("Nothing differs.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 1,000 contacts take another path", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_longer_gets_those_clicks_that_came_too_late_and_nobody_else_is_touched()
    {
        using var written = Tiny.Written();
        await File.WriteAllTextAsync(Path.Combine(written.Folder, "longer.json"), Longer);

        var ran = await written.RunAsync("compare", "workspace/spring", "longer.json", "--contacts", "8000", "--json");

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        using var json = JsonDocument.Parse(ran.Output);
        var report = json.RootElement.GetProperty("items")[0];
        var step = report.GetProperty("diff").GetProperty("steps")[0];
        Assert.Equal(
            ("clicks", "Changed"),
            (step.GetProperty("step").GetString(), step.GetProperty("kind").GetString())
        );
        Assert.Equal(
            """{"key":"upTo","about":"Time","before":"1 day","after":"3 days"}""",
            JsonSerializer.Serialize(step.GetProperty("keys")[0])
        );
        var simulated = report.GetProperty("simulated");
        // Three of four enter, and two of ten of them click on the second day.
        var share = simulated.GetProperty("elsewhere");
        Assert.InRange(0.75 * 0.2, share.GetProperty("low").GetDouble(), share.GetProperty("high").GetDouble());
        var parting = Assert.Single(simulated.GetProperty("partings").EnumerateArray().ToList());
        Assert.Equal(
            ("clicks", "no event > cold", "event > call"),
            (
                parting.GetProperty("step").GetString(),
                parting.GetProperty("before").GetString(),
                parting.GetProperty("after").GetString()
            )
        );
        Assert.DoesNotContain(
            simulated.GetProperty("ends").EnumerateArray(),
            move => move.GetProperty("before").GetString() != "cold"
        );
    }

    [Fact]
    public async Task The_files_here_are_compared_with_a_revision_and_only_what_differs_is_told()
    {
        using var written = Tiny.Written();
        Git(written, "init", "--quiet", "--initial-branch=main");
        Git(written, "add", ".");
        Git(written, "-c", "user.name=Mia", "-c", "user.email=mia@example.com", "commit", "--quiet", "-m", "First");

        var same = await written.RunAsync("compare", "--git", "main..");
        written.Write("spring/journey.json", Longer);
        var differs = await written.RunAsync("compare", "--git", "main", "--contacts", "500", "--markdown");

        Assert.Equal(new Ran(0, "No journey differs.", ""), same);
        Assert.Equal((0, ""), (differs.Code, differs.Error));
        Assert.StartsWith(
            """
            ### Spring (`spring`)

            - ✏️ **clicks**
              - `upTo: 1 day → 3 days`

            **
            """,
            differs.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "| | before | after | change | for 1,000 contacts (95 %) |",
            differs.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_revision_that_git_does_not_know_is_told_in_gits_words()
    {
        using var written = Tiny.Written();
        Git(written, "init", "--quiet", "--initial-branch=main");

        var ran = await written.RunAsync("compare", "--git", "nowhere");

        Assert.Equal((2, ""), (ran.Code, ran.Output));
        Assert.StartsWith("git cannot tell: ", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give two folders or files, or --git with a revision.", "spring")]
    [InlineData("\"--output=x\" is no revision: write it like --git main.", "--git=--output=x")]
    public async Task What_makes_no_sense_is_told(string told, params string[] args)
    {
        using var written = Tiny.Written();

        Assert.Equal(new Ran(2, "", told), await written.RunAsync(["compare", .. args]));
    }

    [Fact]
    public async Task A_newer_version_with_errors_is_told_with_what_was_changed()
    {
        using var written = Tiny.Written();
        await File.WriteAllTextAsync(
            Path.Combine(written.Folder, "broken.json"),
            Tiny.Journey.Replace("\"then\": \"call\"", "\"then\": \"cal\"", StringComparison.Ordinal)
        );

        var ran = await written.RunAsync("compare", "workspace/spring", "broken.json");

        Assert.Equal(1, ran.Code);
        Assert.Contains(
            "goes to \"cal\", which does not exist. Did you mean \"call\"?",
            ran.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("then: call → cal", ran.Output, StringComparison.Ordinal);
    }

    private static void Git(WrittenWorkspace written, params string[] words)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", words) { WorkingDirectory = written.Folder, UseShellExecute = false }
        )!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
