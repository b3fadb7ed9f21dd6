using Journeys.Faults.Tests.Published;
using Journeys.Faults.Tests.Worlds;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using NodaTime;

namespace Journeys.Faults.Tests;

/// <summary>What worlds found, each as small as it can be told.</summary>
public sealed class StoryTests
{
    private const string Ada = "ada@example.com";

    [Fact]
    public void A_timer_that_elapses_while_the_catalog_cannot_be_read_is_told_afterwards()
    {
        var isOut = false;
        using var world = new World(1, HostKind.Local, planned: _ => isOut ? Mishap.Unreachable : Mishap.None);
        world.Live(async () =>
        {
            await EnterAsync(world, "newsletter.joined");
            await Task.Delay(TimeSpan.FromHours(1), world.Wall);
            var night = StandsAt(world);
            Assert.Equal("night", night.Visit.Step);

            // What is published makes the host read its catalog anew, the next time that it needs it.
            await UntilAsync(world, night.Due - Duration.FromMinutes(1));
            await PublishAsync(world, Pursuit.Longer);
            await UntilAsync(world, night.Due - Duration.FromSeconds(30));
            isOut = true;
            await Task.Delay(TimeSpan.FromMinutes(1), world.Wall);
            Assert.Equal("night", StandsAt(world).Visit.Step);

            isOut = false;
            await Task.Delay(TimeSpan.FromMinutes(1), world.Wall);
            Assert.False(
                world.Tables.StateOf(InstanceOf(Letters.Name)) is JourneyState.Waiting { Visit.Step: "night" }
            );
        });
    }

    [Fact]
    public void An_order_to_move_those_inside_is_carried_out_although_its_progress_is_stored_twice()
    {
        var twice = 0;
        using var world = new World(1, HostKind.Local, planned: _ => twice-- > 0 ? Mishap.Twice : Mishap.None);
        world.Live(async () =>
        {
            await EnterAsync(world, "whitepaper.downloaded");
            await Task.Delay(TimeSpan.FromMinutes(10), world.Wall);
            await PublishAsync(world, Pursuit.Longer, InsideChoice.Move);
            twice = 20;
            await Task.Delay(TimeSpan.FromMinutes(10), world.Wall);
            Assert.Null(world.Tables.Unsettled([]));
        });
    }

    private static JourneyState.Waiting StandsAt(World world) =>
        Assert.IsType<JourneyState.Waiting>(world.Tables.StateOf(InstanceOf(Letters.Name)));

    private static string InstanceOf(string journey) => InstanceId.For(journey, Ada).ToString();

    private static async Task EnterAsync(World world, string type)
    {
        var consent = Fields.Of(KeyValuePair.Create("consent.marketing", FieldValue.Of(true)));
        var time = Instant.FromDateTimeOffset(world.Wall.GetUtcNow());
        var key = EventKey.Of("test", "1");
        var incoming = new IncomingEvent(key, Ada, type, time, "test", null, consent, Fields.Empty, Fields.Empty);
        await world.AskAsync(doors => doors.Intake.AcceptAsync([incoming], default));
    }

    private static async Task PublishAsync(World world, string definition, InsideChoice inside = InsideChoice.Stay)
    {
        var request = Files.Request(definition, inside);
        var publication = await world.AskAsync(doors =>
            doors.Publisher.PublishAsync(Pursuit.Name, request, "mia", LiveCondition.None, default)
        );
        Assert.IsType<Publication.Published>(publication);
    }

    private static Task UntilAsync(World world, Instant instant) =>
        Task.Delay(instant.ToDateTimeOffset() - world.Wall.GetUtcNow(), world.Wall);
}
