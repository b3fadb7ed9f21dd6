namespace Journeys.Cli.Tests.Authoring.Starting;

public sealed class NewCommandTests
{
    [Fact]
    public async Task A_new_journey_validates_and_its_scenario_passes_at_once()
    {
        using var written = new WrittenWorkspace();

        var ran = await written.RunAsync("new", "autumn-fair", "--on", "lead.created");
        var validated = await written.RunAsync("validate", "autumn-fair", "--warnings-as-errors");
        var tested = await written.RunAsync("test", "autumn-fair");

        Assert.Equal(
            new Ran(
                0,
                """
                written  workspace/autumn-fair/journey.json
                written  workspace/autumn-fair/emails/welcome.html
                written  workspace/autumn-fair/emails/welcome.txt
                written  workspace/autumn-fair/tests/a-click-leads-to-a-call.scenario.json

                journeys test autumn-fair       plays its scenario
                journeys preview autumn-fair welcome
                journeys diagram autumn-fair
                """,
                ""
            ),
            ran
        );
        Assert.Equal((0, "1 journey: 0 errors, 0 warnings"), (validated.Code, validated.Error));
        Assert.Equal(0, tested.Code);
        Assert.EndsWith("1 passed, 0 failed", tested.Output);
    }

    [Fact]
    public async Task What_is_there_already_is_never_overwritten()
    {
        using var written = new WrittenWorkspace();

        var ran = await written.RunAsync("new", "spring");

        Assert.Equal((1, ""), (ran.Code, ran.Output));
        Assert.StartsWith("There is a spring in ", ran.Error);
        Assert.Equal(
            WrittenWorkspace.Fine,
            await File.ReadAllTextAsync(Path.Combine(written.Root, "spring/journey.json"))
        );
    }

    [Fact]
    public async Task In_an_empty_workspace_a_team_and_the_event_come_with_it()
    {
        using var written = new WrittenWorkspace();
        Directory.Delete(written.Root, recursive: true);
        Directory.CreateDirectory(written.Root);

        Assert.Equal(0, (await written.RunAsync("new", "first")).Code);

        Assert.Equal(
            (0, "1 journey: 0 errors, 0 warnings"),
            await written.RunAsync("validate", "--warnings-as-errors") is var ran ? (ran.Code, ran.Error) : default
        );
        Assert.Equal(0, (await written.RunAsync("test")).Code);
    }

    [Theory]
    [InlineData("Spring", "form.submitted")]
    [InlineData("../away", "form.submitted")]
    [InlineData("autumn", "form submitted")]
    public async Task What_cannot_be_a_name_is_refused_and_nothing_is_written(string name, string type)
    {
        using var written = new WrittenWorkspace();

        Assert.Equal(2, (await written.RunAsync("new", name, "--on", type)).Code);

        Assert.Equal(
            ["calendars", "spring"],
            Directory.EnumerateDirectories(written.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }
}
