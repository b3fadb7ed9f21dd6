using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Tests.Definitions;
using Journeys.Orchestrations.Tests.Machine;

namespace Journeys.Orchestrations.Tests.Steps;

/// <summary>Mail of which nobody knows whether it was sent. It is never simply sent again.</summary>
public sealed class UncertainMailTests
{
    private const string Marketing = """
        "hello": { "email": "hello", "then": "clicked" },
        "clicked": { "waitFor": { "event": "email.clicked", "of": "hello" }, "upTo": "3 days", "then": "yes", "otherwise": "no" },
        "yes": { "end": "clicked" }, "no": { "end": "silent" }
        """;

    private static readonly string Requested = Marketing.Replace(
        "\"email\": \"hello\"",
        "\"email\": \"hello\", \"class\": \"requested\"",
        StringComparison.Ordinal
    );

    [Fact]
    public void It_waits_half_an_hour_for_word_from_the_provider() =>
        Uncertain(Marketing)
            .Event("email.delivered", about: "1.1.1.1")
            .Because("hello: email.delivered shows that the mail was sent > clicked", Listening)
            .ThenExactly("waiting at clicked until 2026-03-05 10:00");

    [Fact]
    public void A_click_that_shows_that_it_was_sent_is_not_lost() =>
        Uncertain(Marketing)
            .Event("email.clicked", about: "1.1.1.1")
            .Because(
                "hello: email.clicked is remembered",
                "hello: email.clicked shows that the mail was sent > clicked",
                "clicked: email.clicked came > yes",
                "yes: ends: clicked"
            )
            .ThenExactly("finished: clicked");

    [Fact]
    public void Word_about_another_mail_shows_nothing() =>
        Uncertain(Marketing)
            .Event("email.delivered", about: "2.1.1.1")
            .ThenIgnored(ReasonCode.NotListening)
            .Event("email.delivered")
            .ThenIgnored(ReasonCode.NotListening)
            .ThenExactly("waiting at hello for word from the provider until 2026-03-02 10:30");

    [Fact]
    public void Word_that_comes_before_the_senders_own_counts_already() =>
        Journey
            .Of(Marketing)
            .ByHand()
            .Enter()
            .Event("email.delivered", about: "1.1.1.1")
            .ThenExactly("waiting at clicked until 2026-03-05 10:00", "1.1.1.1 email hello (marketing)")
            .Succeeds(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit);

    [Fact]
    public void The_senders_own_word_settles_it_after_all() =>
        Uncertain(Marketing).Succeeds(effect: "1.1.1.1").ThenExactly("waiting at clicked until 2026-03-05 10:00");

    [Fact]
    public void Certainty_that_it_was_not_sent_settles_it_too() =>
        Uncertain(Marketing)
            .Fails("rejected after all", effect: "1.1.1.1")
            .ThenExactly("held at hello: failed: rejected after all");

    [Fact]
    public void Without_word_a_marketing_mail_is_held_for_an_operator() =>
        Uncertain(Marketing)
            .At("2026-03-02 10:30")
            .ThenExactly("held at hello: nobody knows whether the mail was sent, and no word came")
            .Retry()
            .ThenExactly("performing hello", "1.1.2.1 email hello (marketing)");

    [Fact]
    public void A_held_mail_that_was_sent_after_all_goes_on() =>
        Uncertain(Marketing)
            .At("2026-03-02 11:00")
            .ThenExactly("held at hello: nobody knows whether the mail was sent, and no word came")
            .Event("email.opened", about: "1.1.1.1")
            .ThenExactly("waiting at clicked until 2026-03-05 11:00");

    [Fact]
    public void Without_word_a_requested_mail_is_sent_again() =>
        Uncertain(Requested, "requested")
            .At("2026-03-02 10:30")
            .Because(
                "hello: no word came that the mail was sent; sends it again > hello",
                "hello: sends the mail \"hello\""
            )
            .ThenExactly("performing hello", "1.1.2.1 email hello (requested)")
            .Event("email.opened", about: "1.1.1.1")
            .ThenExactly("waiting at clicked until 2026-03-05 10:30");

    [Theory]
    [InlineData("the end of quiet hours", "2026-03-03 08:00")]
    [InlineData("its turn", "2026-03-02 12:00")]
    [InlineData("another try", "2026-03-02 10:35")]
    public void Word_about_the_first_try_spares_the_second_one_that_still_waits(string what, string until)
    {
        const string Clicked = "waiting at clicked until 2026-03-05 10:30";
        var waits = $"waiting at hello for {what} until {until}";

        AtSecondTry(what, until).Event("email.delivered", about: "1.1.1.1").ThenExactly(Clicked);
        AtSecondTry(what, until).Succeeds(effect: "1.1.1.1").ThenExactly(Clicked);
        AtSecondTry(what, until)
            .Event("email.bounced", about: "1.1.1.1")
            .ThenIgnored(ReasonCode.NotListening)
            .ThenExactly(waits);
        AtSecondTry(what, until)
            .Fails(effect: "1.1.1.1")
            .ThenIgnored(ReasonCode.EffectOfEarlierVisit)
            .ThenExactly(waits);
    }

    [Theory]
    [InlineData("marketing", null, "held")]
    [InlineData("marketing", "ask", "held")]
    [InlineData("marketing", "resend", "performing")]
    [InlineData("requested", null, "performing")]
    [InlineData("requested", "ask", "held")]
    [InlineData("requested", "resend", "performing")]
    [InlineData("service", null, "performing")]
    [InlineData("service", "ask", "held")]
    [InlineData("service", "resend", "performing")]
    public void The_journey_says_what_happens_without_word(string sendingClass, string? then, string follows)
    {
        var policy = then is null ? "" : $", \"then\": \"{then}\"";
        var journey = Journey
            .Of(
                Marketing,
                $$"""
                "enter": { "on": "lead.created" },
                "sending": { "class": "{{sendingClass}}", "uncertain": { "wait": "2 hours"{{policy}} } }
                """
            )
            .ByHand()
            .Enter()
            .Uncertain()
            .At("2026-03-02 11:59")
            .ThenExactly(
                "waiting at hello for word from the provider until 2026-03-02 12:00",
                $"1.1.1.1 email hello ({sendingClass})"
            )
            .At("2026-03-02 12:00");
        if (follows == "held")
        {
            journey.ThenExactly("held at hello: nobody knows whether the mail was sent, and no word came");
        }
        else
        {
            journey.ThenExactly("performing hello", $"1.1.2.1 email hello ({sendingClass})");
        }
    }

    // Nobody knows what became of the first try, and the second one was put off.
    private static Journey AtSecondTry(string what, string until)
    {
        const string Quiet = """
            "enter": { "on": "lead.created" }, "sending": { "quietHours": { "from": "10:15", "to": "08:00" } }
            """;
        var journey = Journey
            .Of(Requested, what == "the end of quiet hours" ? Quiet : Written.Rules)
            .ByHand()
            .Enter()
            .Uncertain()
            .At("2026-03-02 10:30");
        const string First = "1.1.1.1 email hello (requested)";
        const string Second = "1.1.2.1 email hello (requested)";
        var waits = $"waiting at hello for {what} until {until}";
        return what switch
        {
            "its turn" => journey.PutOff("2026-03-02 12:00").ThenExactly(waits, First, Second),
            "another try" => journey.FailsForNow().ThenExactly(waits, First, Second),
            _ => journey.ThenExactly(waits, First),
        };
    }

    private const string Listening = "clicked: waits for email.clicked of \"hello\" until 2026-03-05 09:00 UTC";

    private static Journey Uncertain(string steps, string sendingClass = "marketing") =>
        Journey
            .Of(steps)
            .ByHand()
            .Enter()
            .Uncertain()
            .ThenExactly(
                "waiting at hello for word from the provider until 2026-03-02 10:30",
                $"1.1.1.1 email hello ({sendingClass})"
            );
}
