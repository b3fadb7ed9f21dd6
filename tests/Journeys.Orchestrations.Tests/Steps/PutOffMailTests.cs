using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Mail that may not go now: it is put off, and everything is judged again when its time has come.</summary>
public sealed class PutOffMailTests
{
    private const string Steps = """
        "hello": { "email": "hello", "then": "done", "noConsent": "unasked", "failed": "lost" },
        "done": { "end": "sent" }, "unasked": { "end": "no-consent" }, "lost": { "end": "lost" }
        """;

    private const string Quiet = """
        "enter": { "on": "lead.created" }, "sending": { "quietHours": { "from": "18:00", "to": "08:00" } }
        """;

    [Fact]
    public void It_waits_its_turn_and_comes_back_with_its_place_under_a_new_name() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 10:20", Deferral.Turn, "5 mails a second")
            .Because(
                "hello: entered on lead.created > hello",
                "hello: sends the mail \"hello\"",
                "hello: waits its turn until 2026-03-02 09:20 UTC: 5 mails a second"
            )
            .ThenExactly("waiting at hello for its turn until 2026-03-02 10:20", "1.1.1.1 email hello (marketing)")
            .At("2026-03-02 10:20")
            .Because("hello: sends the mail \"hello\"")
            .ThenExactly("performing hello", "1.1.2.1 email hello (marketing), its turn")
            .Succeeds()
            .ThenExactly("finished: sent");

    [Fact]
    public void What_is_paused_says_so_and_looks_again_later() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 10:20", Deferral.Paused, "20 of the last 100 mails failed")
            .Because(
                "hello: entered on lead.created > hello",
                "hello: sends the mail \"hello\"",
                "hello: sending is paused: 20 of the last 100 mails failed; looks again at 2026-03-02 09:20 UTC"
            )
            .ThenExactly("waiting at hello for its turn until 2026-03-02 10:20", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void A_consent_withdrawn_while_it_waits_counts() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 10:20")
            .Knowing("""{ "consent": { "marketing": false } }""")
            .At("2026-03-02 10:20")
            .ThenExactly("finished: no-consent", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void A_turn_in_quiet_hours_waits_for_their_end() =>
        Journey
            .Of(Steps, Quiet)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 22:00")
            .At("2026-03-02 22:00")
            .ThenExactly(
                "waiting at hello for the end of quiet hours until 2026-03-03 08:00",
                "1.1.1.1 email hello (marketing)"
            )
            .At("2026-03-03 08:00")
            .ThenExactly("performing hello", "1.1.2.1 email hello (marketing), its turn");

    [Fact]
    public void Being_put_off_uses_up_none_of_the_tries_after_failures()
    {
        var journey = Journey.Of(Steps).ByHand().Enter();
        for (var minute = 10; minute < 50; minute += 2)
        {
            journey.PutOff($"2026-03-02 10:{minute}").At($"2026-03-02 10:{minute}");
        }

        journey.FailsForNow();
        foreach (var at in (string[])["10:49", "10:54", "11:24", "13:24", "19:24"])
        {
            journey.At($"2026-03-02 {at}").FailsForNow();
        }

        Assert.Equal("lost", Assert.IsType<JourneyState.Finished>(journey.State).Outcome);
        Assert.Equal(new EffectId("test~contact", 1, 1, 26, 1), LastMail(journey));
    }

    [Fact]
    public void A_place_in_the_line_is_good_for_one_try() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 10:20")
            .At("2026-03-02 10:20")
            .FailsForNow()
            .At("2026-03-02 10:21")
            .ThenExactly(
                "performing hello",
                "1.1.1.1 email hello (marketing)",
                "1.1.2.1 email hello (marketing), its turn",
                "1.1.3.1 email hello (marketing)"
            );

    [Fact]
    public void Only_word_that_the_put_off_try_was_sent_all_the_same_counts() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .PutOff("2026-03-02 10:20")
            .Again()
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .Fails(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .Succeeds(effect: "1.1.1.1")
            .ThenExactly("finished: sent", "1.1.1.1 email hello (marketing)");

    [Fact]
    public void Put_off_while_the_contact_is_paused_it_goes_on_after_resuming() =>
        Journey
            .Of(Steps)
            .ByHand()
            .Enter()
            .Pause()
            .PutOff("2026-03-02 10:20")
            .At("2026-03-02 12:00")
            .Resume()
            .At("2026-03-02 12:00")
            .ThenExactly(
                "performing hello",
                "1.1.1.1 email hello (marketing)",
                "1.1.2.1 email hello (marketing), its turn"
            );

    private static EffectId LastMail(Journey journey)
    {
        Assert.True(EffectId.TryParse(journey.LastEffect, out var id));
        return id;
    }
}
