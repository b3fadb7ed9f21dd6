using System.Text.Json.Nodes;
using Journeys.Bench.Survive.Provider;
using Journeys.Local.Demo.World;
using NodaTime;

namespace Journeys.Bench.Survive.World;

/// <summary>
/// What people do with the mails they get, as often as in the demo. The provider tells of it; answers come from the
/// company's own mailbox.
/// </summary>
internal sealed class Readers(EventWebhook provider, HostTime time, IReadOnlySet<string> contacts)
{
    private const double Bounces = 0.01;
    private const double Leaves = 0.02;
    private const double Clicks = 0.38;
    private const double Replies = 0.05;
    private const double Opens = 0.3;

    /// <summary>Looks at a mail that arrived; colleagues' mails are only delivered.</summary>
    public void Look(Plan plan, TakenMail mail)
    {
        var now = time.Now;
        if (!contacts.Contains(mail.To))
        {
            Tell(mail, "delivered", now, 0);
            return;
        }

        var mood = Chance.Of(mail.Effect, "mood");
        Tell(mail, mood < Bounces ? "bounce" : "delivered", now, 0);
        mood -= Bounces;
        if (mood is >= 0 and < Leaves)
        {
            Tell(mail, "unsubscribe", now, Hours(mail, "leave", 0.5, 20));
        }
        else if (mood is >= Leaves and < Leaves + Clicks)
        {
            var at = Hours(mail, "click", 0.5, 9);
            Tell(mail, "open", now, at - 0.1);
            Tell(mail, "click", now, at);
        }
        else if (mood is >= Leaves + Clicks and < Leaves + Clicks + Replies)
        {
            Reply(plan, mail, now.AddHours(Hours(mail, "reply", 1, 20)));
        }
        else if (mood is >= Leaves + Clicks + Replies and < Leaves + Clicks + Replies + Opens)
        {
            Tell(mail, "open", now, Hours(mail, "opened", 0.25, 14));
        }
    }

    private static double Hours(TakenMail mail, string what, double least, double most) =>
        least + (Chance.Of(mail.Effect, what) * (most - least));

    private void Tell(TakenMail mail, string kind, DateTimeOffset now, double hours) =>
        provider.Add(new(mail, kind, now.AddHours(hours)));

    private static void Reply(Plan plan, TakenMail mail, DateTimeOffset at)
    {
        var data = new JsonObject { ["effect"] = mail.Effect, ["text"] = "Thank you, please call me next week." };
        var reply = OutsideEvent.Of(
            OutsideEvent.Mailbox,
            "email.replied",
            mail.To,
            Instant.FromDateTimeOffset(at),
            data,
            mail.Effect
        );
        plan.Add(Instant.FromDateTimeOffset(at), new Act.Send(reply, Door.Queue));
    }
}
