using System.Text;
using Journeys.Functions.Tests.Infra;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tasks;
using NodaTime;

namespace Journeys.Functions.Tests.Instances;

/// <summary>
/// Some weeks of a few contacts in the shipped journeys, drawn from a seed: they come in, read or ignore their mails, are
/// called, are handed over, buy, leave, and operators steer.
/// </summary>
internal sealed class Tale(IStoryWorld world, int seed)
{
    /// <summary>Who it is about.</summary>
    public static readonly IReadOnlyList<string> Contacts = ["ada@example.com", "bo@example.com", "cyd@example.com"];

    public static readonly IReadOnlyList<string> Teams = ["inside-sales", "account-manager", "sales-lead"];

    private readonly Chance chance = new(seed);
    private int sent;

    public async Task TellAsync()
    {
        foreach (var folder in JourneyFolder.In(Sources.Root, "workspace"))
        {
            world.Publish(await folder.ReadAsync(default), folder.Name);
        }

        for (var act = 0; act < 80; act++)
        {
            Act();
            world.Pass(Pause());
        }
    }

    private void Act()
    {
        var contact = chance.Of([.. Contacts]);
        switch (chance.Under(11))
        {
            case < 3:
                Enter(contact);
                break;
            case < 6:
                Report(contact);
                break;
            case < 9:
                Answer();
                break;
            case 9:
                Send(chance.Of("meeting.booked", "opportunity.created", "opportunity.won"), contact, "");
                break;
            default:
                Steer(contact);
                break;
        }
    }

    private TimeSpan Pause() =>
        chance.Under(4) switch
        {
            0 => TimeSpan.FromMinutes(1 + chance.Under(50)),
            1 or 2 => TimeSpan.FromMinutes(60 * (1 + chance.Under(30))),
            _ => TimeSpan.FromDays(1 + chance.Under(6)),
        };

    private void Enter(string contact)
    {
        var last = (world.Clock - TimeSpan.FromDays(40 + chance.Under(40))).ToString("O");
        // Who owns the contact and the account gets their tasks: turns would depend on who is first at the same instant.
        var about = $$"""
            "contact": { "name": "{{contact[..3]}}", "timeZone": "{{chance.Of("Europe/Berlin", "Asia/Kolkata")}}",
                         "consent": { "marketing": {{chance.Of("true", "true", "false")}} },
                         "preferredChannel": "{{chance.Of("phone", "email")}}", "lastTouchpointAt": "{{last}}",
                         "owner": "mia.keller@norrland-automation.example" },
            "account": { "id": "acme", "name": "Acme", "owner": "henrik.sandberg@norrland-automation.example" }, "topic": "energy"
            """;
        Send(chance.Of("whitepaper.downloaded", "webinar.handRaised", "account.synchronised"), contact, about);
    }

    // What the provider says of the contact's newest mail.
    private void Report(string contact)
    {
        if (world.Post.Mails.LastOrDefault(mail => mail.Contact == contact) is { } mail)
        {
            var type = chance.Of(
                "email.clicked",
                "email.clicked",
                "email.replied",
                "email.opened",
                "contact.unsubscribed"
            );
            Send(type, contact, $"\"effect\": \"{mail.Effect}\"");
        }
    }

    private void Answer()
    {
        var open = world.Do(() => world.Get<TaskList>().ReadAsync(Teams, true, null, 50, null, default)).Tasks;
        if (open.IsEmpty)
        {
            return;
        }

        var task = chance.Of([.. open]);
        var outcome = chance.Of([.. task.Effect.Outcomes]);
        world.Do(() => world.Get<TaskAnswers>().AnswerAsync(task.Id, outcome, null, Fields.Empty, default));
    }

    private void Steer(string contact)
    {
        var journey = chance.Of("whitepaper-nurture", "webinar-hand-raise", "dormant-account");
        var action = chance.Of(OperatorAction.Pause, OperatorAction.Resume, OperatorAction.Resume);
        var input = new JourneyInput.OperatorDecided(action, "ops");
        var telling = new Telling(InstanceId.For(journey, contact).ToString(), contact, input);
        world.Do(() => world.Get<IInstances>().TellAsync(telling, default));
    }

    // One in eight comes twice.
    private void Send(string type, string contact, string data)
    {
        var json = $$"""
            { "specversion": "1.0", "id": "{{++sent}}", "source": "tale", "type": "{{type}}", "subject": "{{contact}}",
              "time": "{{world.Clock:O}}", "data": { {{data}} } }
            """;
        var reading = CloudEventReader.ReadMessage(
            Encoding.UTF8.GetBytes(json),
            Instant.FromDateTimeOffset(world.Clock)
        );
        for (var times = chance.Under(8) == 0 ? 2 : 1; times > 0; times--)
        {
            var answer = world.Do(() =>
                world.Get<EventIntake>().AcceptAsync(Assert.IsType<EventReading.Read>(reading), default)
            );
            Assert.Equal(0, answer.Rejected);
        }
    }
}
