using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;

namespace Journeys.Runtime.Tests.Complaints;

/// <summary>What users of other engines complain of: what becomes of people when a journey is changed under them.</summary>
public sealed class VersionTests
{
    private const string Old = """
        "rest": { "wait": "3 days", "then": "thanks" },
        "thanks": { "email": "thanks", "then": "done" },
        "done": { "end": "done" }
        """;

    private const string WithoutRest = """
        "thanks": { "email": "thanks", "then": "pause" },
        "pause": { "wait": "1 day", "then": "done" },
        "done": { "end": "done" }
        """;

    [Theory]
    [InlineData(InsideChoice.Stay)]
    [InlineData(InsideChoice.Move)]
    public async Task A_contact_is_in_one_version_at_a_time(InsideChoice inside)
    {
        var world = await World.StartAsync(Old);
        await world.SendAsync("whitepaper.downloaded");
        var old = (await world.StandingAsync()).Version;

        var answer = await world.PublishAsync(
            Samples.Request(Old.Replace("3 days", "5 days", StringComparison.Ordinal)) with
            {
                Inside = inside,
            }
        );
        await world.Get<VersionMover>().MoveAsync(Samples.Journey, default);
        await world.SendAsync("whitepaper.downloaded", id: "while inside");

        var standing = await world.StandingAsync();
        Assert.Equal((1, "rest"), (standing.Run, standing.Step));
        Assert.Equal(inside == InsideChoice.Move ? answer.Version : old, standing.Version);
        await world.PassAsync(TimeSpan.FromDays(10));
        Assert.Single(world.Post.Mails);
    }

    [Fact]
    public async Task Those_who_stand_on_a_step_that_is_deleted_are_asked_about_and_go_on_where_they_are()
    {
        var world = await World.StartAsync(Old);
        await world.SendAsync("whitepaper.downloaded");
        var old = (await world.StandingAsync()).Version;
        var request = Samples.Request(WithoutRest);

        var refused = await world
            .Get<Publisher>()
            .PublishAsync(Samples.Journey, request with { Inside = InsideChoice.Move }, "test", default);
        Assert.Contains(
            Assert.IsType<Publication.Refused>(refused).Diagnostics,
            finding => finding.Message.Contains("\"rest\"", StringComparison.Ordinal)
        );
        await world.PublishAsync(request);

        var standing = await world.StandingAsync();
        Assert.Equal((old, "waiting", "rest"), (standing.Version, standing.Status, standing.Step));
        await world.PassAsync(TimeSpan.FromDays(3));
        Assert.Equal("finished", (await world.StandingAsync()).Status);
        Assert.Single(world.Post.Mails);
    }
}
