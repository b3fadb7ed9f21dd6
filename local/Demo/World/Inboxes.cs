using System.Text.Json.Nodes;
using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>
/// What people do with the mails they get: most never open them, some click, a few answer or have enough. The mail
/// provider reports once in a quarter of an hour, as providers do, many events at a time.
/// </summary>
/// <param name="contacts">The leads; mails to anybody else are colleagues' mails.</param>
internal sealed class Inboxes(IReadOnlySet<string> contacts)
{
    /// <summary>Plans what follows from a mail.</summary>
    public void Look(Plan plan, MailSummary mail)
    {
        if (!contacts.Contains(mail.To))
        {
            return;
        }

        var sent = Instant.FromDateTimeOffset(mail.At);
        Report(plan, mail, "email.delivered", sent + Duration.FromSeconds(20));
        var (click, reply, leave) = mail.Step switch
        {
            "thank-you" => (0.42, 0.03, 0.02),
            "reminder" => (0.3, 0.03, 0.03),
            "answer" => (0.4, 0.05, 0),
            "missed-you" => (0.25, 0.2, 0),
            "ask" => (0.1, 0.25, 0.03),
            _ => (0.3, 0.08, 0.03),
        };
        var mood = Chance.Of(mail.Id, "mood");
        if (mood < leave)
        {
            Unsubscribe(plan, mail, sent);
        }
        else if (mood < leave + click)
        {
            Click(plan, mail, sent);
        }
        else if (mood < leave + click + reply)
        {
            Reply(plan, mail, sent);
        }
        else if (mood < 0.75)
        {
            Report(plan, mail, "email.opened", sent + Chance.Hours(mail.Id, "opened", 0.25, 14));
        }
    }

    private static void Click(Plan plan, MailSummary mail, Instant sent)
    {
        // Most who click do it the same day; some find the mail two days later.
        var slow = Chance.Of(mail.Id, "slow") < 0.2;
        var at = sent + (slow ? Chance.Hours(mail.Id, "click", 26, 60) : Chance.Hours(mail.Id, "click", 0.5, 9));
        Report(plan, mail, "email.opened", at - Duration.FromMinutes(2));
        Report(plan, mail, "email.clicked", at, new() { ["url"] = "https://norrland-automation.example/guides" });
        if (mail.Step == "missed-you" && Chance.Of(mail.Id, "books") < 0.5)
        {
            Book(plan, mail, at + Duration.FromMinutes(6));
        }
    }

    private static void Book(Plan plan, MailSummary mail, Instant at)
    {
        var data = new JsonObject { ["at"] = (at + Duration.FromDays(3)).ToString() };
        var booked = OutsideEvent.Of(OutsideEvent.Crm, "meeting.booked", mail.Contact, at, data, mail.Id);
        plan.Add(at, new Act.Send(booked, Door.Queue));
    }

    private static void Reply(Plan plan, MailSummary mail, Instant sent)
    {
        var at = sent + Chance.Hours(mail.Id, "reply", 1, 30);
        var text = Chance.Pick(
            mail.Id,
            "words",
            ("Thank you, please call me next week.", 3),
            ("Interesting. Can you send a price list?", 2),
            ("Not now, but ask me again in the summer.", 1)
        );
        var data = new JsonObject { ["effect"] = mail.Id, ["text"] = text };
        var reply = OutsideEvent.Of(OutsideEvent.Mailbox, "email.replied", mail.Contact, at, data, mail.Id);
        plan.Add(at, new Act.Send(reply, Door.Queue));
    }

    private static void Unsubscribe(Plan plan, MailSummary mail, Instant sent)
    {
        var at = sent + Chance.Hours(mail.Id, "leave", 0.5, 20);
        Report(plan, mail, "email.opened", at - Duration.FromMinutes(1));
        Report(plan, mail, "contact.unsubscribed", at);
    }

    private static void Report(Plan plan, MailSummary mail, string type, Instant at, JsonObject? data = null)
    {
        data ??= [];
        data["effect"] = mail.Id;
        var reported = OutsideEvent.Of(OutsideEvent.MailProvider, type, mail.Contact, at, data, mail.Id);
        plan.Report(Pace.NextQuarter(at) + Pace.Quarter, reported);
    }
}
