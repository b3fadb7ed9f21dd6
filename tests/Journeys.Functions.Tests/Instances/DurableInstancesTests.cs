using Grpc.Core;
using Journeys.Functions.Instances;
using Journeys.Functions.Tests.Durable;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Api;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tests.Worlds;
using Journeys.Runtime.Upkeep;
using Microsoft.DurableTask.Client;

namespace Journeys.Functions.Tests.Instances;

/// <summary>Telling instances things on the Azure host: what they answer, and what Durable is asked for.</summary>
public sealed class DurableInstancesTests
{
    private readonly DurableWorld world = DurableWorld.Start();

    [Fact]
    public void An_event_moves_its_instance_at_once_and_starts_its_orchestration_which_does_the_rest()
    {
        var answer = world.Send("whitepaper.downloaded");
        Assert.Equal([EventResult.Accepted], answer.Events.Select(one => one.Result));
        Assert.Equal([DurableWorld.InstanceOf()], answer.Events[0].Instances);
        Assert.Equal(["look", "start Journey"], world.Client.Calls);
        Assert.Equal("performing thanks 1", world.Standing());
        Assert.Empty(world.Mails);

        world.Hub.Settle();
        Assert.Equal("waiting qualify 2", world.Standing());
        Assert.Equal(["ada@example.com thanks"], world.Mails);
        // The turn told its own results, and those need no waking.
        Assert.Equal(["look", "start Journey"], world.Client.Calls);
        Assert.Equal(
            """{"status":"waiting","step":"qualify","sequence":2,"due":"2026-03-02T13:00:00+00:00"}""",
            world.Run().CustomStatus
        );
    }

    [Fact]
    public void A_move_that_changes_what_is_due_wakes()
    {
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        world.Client.Calls.Clear();
        world.Tell(Paused);
        Assert.Equal(["look", "raise woken"], world.Client.Calls);

        world.Hub.Settle();
        Assert.Equal("paused qualify 3", world.Standing());
        Assert.Equal("""{"status":"paused","step":"qualify","sequence":3}""", world.Run().CustomStatus);
        world.Pass(TimeSpan.FromDays(30));
        Assert.Equal(2, world.Hub.ActivityCalls);
    }

    [Fact]
    public void An_event_told_twice_to_a_live_instance_costs_one_look()
    {
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        world.Client.Calls.Clear();
        Assert.Equal([EventResult.Duplicate], world.Send("whitepaper.downloaded").Events.Select(one => one.Result));
        Assert.Equal(["look"], world.Client.Calls);
    }

    [Fact]
    public void An_event_told_twice_heals_what_died_between_the_move_and_the_waking()
    {
        world.Client.Refuse(StatusCode.Unavailable, Waker.Tries);
        Assert.Throws<StorageUnavailableException>(() => world.Send("whitepaper.downloaded"));
        Assert.Equal("performing thanks 1", world.Standing());
        Assert.Empty(world.Hub.Runs);

        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        Assert.Equal("waiting qualify 2", world.Standing());
        Assert.Equal(["ada@example.com thanks"], world.Mails);
    }

    [Fact]
    public void The_watchdog_finds_one_that_nobody_tells_again()
    {
        world.Client.Refuse(StatusCode.Unavailable, Waker.Tries);
        Assert.Throws<StorageUnavailableException>(() => world.Send("whitepaper.downloaded"));
        world.Pass(TimeSpan.FromHours(1));
        Assert.Equal(1, world.Do(() => world.Get<Watchdog>().WakeUnfinishedAsync(default)));
        world.Hub.Settle();
        Assert.Equal("waiting qualify 2", world.Standing());
        Assert.Equal(["ada@example.com thanks"], world.Mails);
    }

    [Fact]
    public void An_event_that_no_instance_cares_for_asks_nothing_of_Durable()
    {
        Assert.IsType<AdvanceAnswer.Ignored>(Assert.Single(world.Tell(Paused)));
        Assert.Empty(world.Client.Calls);
    }

    [Fact]
    public void One_that_ended_long_ago_and_was_purged_is_not_started_for_news_that_it_ignores()
    {
        var stay = DurableWorld.Start(steps: null);
        stay.Publish(Samples.Request("\"done\": { \"end\": \"over\" }"), "nurture");
        stay.Send("whitepaper.downloaded");
        stay.Hub.Settle();
        Assert.Equal("finished over 1", stay.Standing());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, stay.Run().Status);
        stay.Do(() => stay.Client.PurgeInstanceAsync(DurableWorld.InstanceOf()));
        stay.Client.Calls.Clear();

        Assert.Equal([EventResult.Duplicate], stay.Send("whitepaper.downloaded").Events.Select(one => one.Result));
        Assert.Equal(["look"], stay.Client.Calls);
        Assert.Empty(stay.Hub.Runs);
    }

    [Fact]
    public void A_mail_that_is_refused_for_now_is_sent_again_when_its_journey_says()
    {
        world.Post.Refusal = new MailResult.Refused(Passing: true, "429: slow down", TimeSpan.FromMinutes(10));
        world.Send("whitepaper.downloaded");
        world.Pass(TimeSpan.FromMinutes(9));
        Assert.Empty(world.Mails);
        Assert.Equal("waiting thanks 2", world.Standing());

        world.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["ada@example.com thanks"], world.Mails);
        Assert.Equal("waiting qualify 4", world.Standing());
    }

    [Fact]
    public void A_notice_that_is_refused_for_now_is_sent_by_a_later_turn()
    {
        world.Send("whitepaper.downloaded");
        world.Hub.Settle();
        world.Post.Refusal = new MailResult.Refused(Passing: true, "429: slow down");
        // Nobody answers the task within four hours, and the sales lead is told.
        world.Pass(TimeSpan.FromHours(4));
        Assert.Equal(["mia@us.example qualify", "mia@us.example escalate"], world.Notices);

        world.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(
            ["mia@us.example qualify", "mia@us.example escalate", "ingrid@us.example escalate"],
            world.Notices
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_callers_that_race_to_start_start_one_orchestration(bool outspoken)
    {
        world.Client.Outspoken = outspoken;
        world.Client.BeforeStart = () => world.SendAsync("whitepaper.downloaded", toOther: true);
        world.Send("whitepaper.downloaded");
        Assert.Equal(["look", "start Journey", "look", "start Journey"], world.Client.Calls);
        world.Hub.Settle();
        Assert.Equal("waiting qualify 2", world.Standing());
        Assert.Equal(["ada@example.com thanks"], world.Mails);
        Assert.Equal(1, world.Hub.ActivityCalls);
    }

    private static JourneyInput.OperatorDecided Paused => new(OperatorAction.Pause, "ops");
}
