using Sample = Journeys.Runtime.Tests.Worlds.Samples;

namespace Journeys.Cli.Tests.Publishing;

/// <summary>Publishing to a real host: what is shown, asked, sent and told.</summary>
public sealed class PublishingTests
{
    private static readonly string Longer = Sample.Steps.Replace("4 hours", "5 hours", StringComparison.Ordinal);

    private static readonly string Screened = Longer.Replace("\"qualify\"", "\"screen\"", StringComparison.Ordinal);

    [Fact]
    public async Task Whoever_publishes_sees_what_changes_and_for_whom_and_is_asked()
    {
        await using var host = await RealHost.StartAsync();
        await host.World.SendAsync("whitepaper.downloaded");
        await host.World.SendAsync("whitepaper.downloaded", "bo@example.com");

        var ran = await host.Write(Longer).TypeAsync("y\n", "publish");

        Assert.Equal(
            new Ran(
                0,
                """
                nurture version-0001 → version-0002
                  ~ qualify
                      within: 4 hours → 5 hours
                  2 contacts are inside; they stay on their version (--inside move or finish does otherwise):
                       2 at qualify
                published  nurture version-0002
                """,
                "Publish nurture? [y/N] "
            ),
            ran
        );
        Assert.Equal(
            """
            VERSION             PUBLISHED  BY    INSIDE  THOSE INSIDE THEN
            version-0002  live  1 min ago  mia        0  stayed
            version-0001        2 min ago  test       2  stayed

            Back to an earlier one: journeys rollback nurture <version>
            """,
            (await host.RunAsync("versions", "nurture")).Output
        );
    }

    [Fact]
    public async Task Whoever_does_not_say_yes_leaves_everything_as_it_is()
    {
        await using var host = await RealHost.StartAsync();

        var ran = await host.Write(Longer).TypeAsync("\n", "publish", "workspace/nurture");

        Assert.Equal((0, "nurture was left as it is."), (ran.Code, ran.Output.Split('\n')[^1]));
        Assert.DoesNotContain("mia", (await host.RunAsync("versions", "nurture")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_answer_must_be_given_beforehand()
    {
        await using var host = await RealHost.StartAsync();

        var ran = await host.Write(Longer).RunAsync("publish", "--json");

        Assert.Equal(
            new Ran(2, "", "Publish nurture? Nobody is at the terminal to say so: give --yes to go ahead."),
            ran
        );
    }

    [Fact]
    public async Task What_is_live_already_is_published_without_a_question()
    {
        await using var host = await RealHost.StartAsync();

        Assert.Equal(
            new Ran(0, "unchanged  nurture version-0001", ""),
            await host.Write(Sample.Steps).RunAsync("publish")
        );
    }

    [Fact]
    public async Task Those_inside_are_moved_while_the_command_watches()
    {
        await using var host = await RealHost.StartAsync();
        await host.World.SendAsync("whitepaper.downloaded");
        await host.World.SendAsync("whitepaper.downloaded", "bo@example.com");
        var instance = Runtime.Tests.Worlds.World.InstanceOf("bo@example.com");
        await host.RunAsync("pause", instance);

        var ran = await host.Write(Screened)
            .RunAsync("publish", "--yes", "--inside", "move", "--map", "qualify=screen");

        Assert.Equal(
            new Ran(
                0,
                """
                nurture version-0001 → version-0002
                  ~ thanks              leads elsewhere
                      then: qualify → screen
                  + screen              new step
                      task: Qualify {{contact.name}}
                      team: inside-sales
                      within: 5 hours
                      asks: ["contact.budget"]
                      outcomes.qualified: handoff
                      outcomes.rejected: close
                      late: escalate
                  - qualify             step is gone
                  2 contacts are inside; they go on by the new version:
                       2 at qualify → screen
                published  nurture version-0002
                moved      1 contact
                not moved  1 contact: it is paused, and comes to another step only after it is resumed
                """,
                ""
            ),
            ran
        );
        Assert.Equal(
            """
            VERSION             PUBLISHED  BY    INSIDE  THOSE INSIDE THEN
            version-0002  live  1 min ago  mia        1  1 moved (qualify=screen)
                1: it is paused, and comes to another step only after it is resumed
            version-0001        3 min ago  test       1  stayed

            Back to an earlier one: journeys rollback nurture <version>
            """,
            (await host.RunAsync("versions", "nurture")).Output
        );
    }

    [Fact]
    public async Task A_move_that_leaves_somebody_without_a_step_is_refused_with_the_remedy()
    {
        await using var host = await RealHost.StartAsync();
        await host.World.SendAsync("whitepaper.downloaded");

        var ran = await host.Write(Screened).RunAsync("publish", "--yes", "--inside", "move");

        Assert.Equal(
            (
                1,
                """
                nurture: The journey has errors.
                Nothing was changed. Mend it and publish again.
                workspace/nurture/journey.json:1:1 error J452: step "qualify" of the live version is not here, and 1 contact stands there: say where it leads (map)
                """
            ),
            (ran.Code, ran.Error)
        );
    }

    [Theory]
    [InlineData("\"a\" does not say which step follows which: write --map old=new.", "--map", "a", "--inside", "move")]
    [InlineData("--map says where those lead who are moved: it needs --inside move.", "--map", "a=b")]
    [InlineData("--map says twice where \"a\" leads.", "--map", "a=b", "--map", "a=c", "--inside", "move")]
    public async Task A_choice_that_makes_no_sense_is_told_before_anything_is_sent(string why, params string[] options)
    {
        await using var host = await RealHost.StartAsync();

        Assert.Equal(new Ran(2, "", why), await host.Write(Longer).RunAsync(["publish", .. options]));
    }

    [Fact]
    public async Task Whoever_was_overtaken_is_told_by_whom()
    {
        await using var host = await RealHost.StartAsync();
        host.Write(Longer);
        // Somebody publishes between looking and publishing: while the question waits for its answer.
        host.World.Tables.BeforeCommit = _ => host.PublishElsewhereAsync(Screened);

        var ran = await host.RunAsync("publish", "--yes");

        Assert.Equal(1, ran.Code);
        Assert.Equal(
            """
            nurture: Something else is live than you know.
            Version version-0002 of nurture is live since 2026-03-02 09:01 UTC, published by tom. Nothing was changed: look at it, then publish again.
            """,
            ran.Error
        );
    }

    [Theory]
    [InlineData(false, "published  nurture version-0002")]
    [InlineData(true, "unchanged  nurture version-0002")]
    public async Task A_host_that_goes_away_in_the_middle_may_simply_be_asked_again(bool carriedOut, string then)
    {
        await using var host = await RealHost.StartAsync();
        host.Write(Longer);
        host.Requests = 2;
        host.LosesAnswers = carriedOut;

        var ran = await host.RunAsync("publish", "--yes");

        Assert.Equal(
            (
                3,
                """
                The host went away while nurture was published, so whether it is live is not known. Journeys is not running at http://localhost:7071 (connection refused).
                Publishing is all or nothing. Look with journeys versions nurture, or publish once more: that is safe.
                """
            ),
            (ran.Code, ran.Error)
        );
        host.Requests = null;
        Assert.Equal(then, (await host.RunAsync("publish", "--yes")).Output.Split('\n')[^1]);
    }

    [Fact]
    public async Task A_host_that_goes_away_while_it_moves_those_inside_goes_on_by_itself()
    {
        await using var host = await RealHost.StartAsync();
        await host.World.SendAsync("whitepaper.downloaded");
        host.Write(Longer);
        host.Requests = 3;

        var ran = await host.RunAsync("publish", "--yes", "--inside", "move");

        Assert.Equal(
            (
                3,
                """
                nurture version-0002 is live, but the host went away when 0 were moved and 1 were left. Journeys is not running at http://localhost:7071 (connection refused).
                It goes on by itself when it runs again. Look with journeys versions nurture; publishing once more is safe, too.
                """
            ),
            (ran.Code, ran.Error)
        );
        host.Requests = null;
        await host.MoveAsync();
        Assert.Equal(
            "unchanged  nurture version-0002",
            (await host.RunAsync("publish", "--yes", "--inside", "move")).Output.Split('\n')[^1]
        );
    }

    [Fact]
    public async Task An_earlier_version_is_made_live_again()
    {
        await using var host = await RealHost.StartAsync();
        await host.Write(Longer).RunAsync("publish", "--yes");
        await host.World.SendAsync("whitepaper.downloaded");

        var ran = await host.TypeAsync("yes\n", "rollback", "nurture", "--inside", "finish");

        Assert.Equal(
            new Ran(
                0,
                """
                nurture version-0002 → version-0001
                  ~ qualify
                      within: 5 hours → 4 hours
                  1 contact is inside; they are ended:
                       1 at qualify
                published  nurture version-0001
                ended      1 contact
                """,
                "Publish nurture? [y/N] 1 moved, 0 left"
            ),
            ran
        );
        Assert.Equal(
            new Ran(0, "published  nurture version-0002", ""),
            Last(await host.RunAsync("rollback", "nurture", "version-0002", "--yes"))
        );
        Assert.Equal(4, (await host.RunAsync("rollback", "nurture", "nothing", "--yes")).Code);
    }

    [Fact]
    public async Task There_must_be_an_earlier_version()
    {
        await using var host = await RealHost.StartAsync();

        Assert.Equal(
            new Ran(4, "", "nurture has no version but the one that is live."),
            await host.RunAsync("rollback", "nurture")
        );
    }

    private static Ran Last(Ran ran) => ran with { Output = ran.Output.Split('\n')[^1] };
}
