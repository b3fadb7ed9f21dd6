using Journeys.Faults.Tests.Published;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Deliveries;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using NodaTime;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Everybody around the host: contacts, whose systems send events; the team; operators; publishers.</summary>
internal sealed class People(World world, int contacts)
{
    /// <summary>The journeys that worlds have.</summary>
    public static readonly IReadOnlyList<string> JourneyNames = [Pursuit.Name, Letters.Name];

    private readonly Sales sales = new(world);
    private readonly Dictionary<string, DateTimeOffset> withdrawn = new(StringComparer.Ordinal);
    private int beside;

    /// <summary>Who pauses the sending of journeys, and lets it go on.</summary>
    public SendingOperators Sending { get; } = new(world);

    /// <summary>Who is erased.</summary>
    public Forgetting Forgetting { get; } = new(world, contacts);

    /// <summary>The events that the host said it accepted, by key, with their contact and type.</summary>
    public Dictionary<string, (string Contact, string Type)> Accepted { get; } = [];

    /// <summary>Every instance that there can be.</summary>
    public IEnumerable<string> Instances =>
        from number in Enumerable.Range(0, contacts)
        from journey in JourneyNames
        select InstanceId.For(journey, Contact(number)).ToString();

    private Chance Chance => world.Faults.Chance;

    public static string Contact(int number) => $"contact{number}@example.com";

    /// <summary>What people do while things go wrong.</summary>
    public IEnumerable<Task> LiveAsync()
    {
        _ = world.Guard(sales.LiveAsync);
        for (var number = 0; number < contacts; number++)
        {
            yield return BeAsync(number);
        }

        if (world.Weather.Operators)
        {
            yield return new Operators(world).LiveAsync();
        }

        if (world.Weather.SendingPauses)
        {
            yield return Sending.LiveAsync();
        }

        if (world.Weather.Erasing)
        {
            yield return Forgetting.LiveAsync();
        }

        if (world.Weather.Publishing)
        {
            // Two at once: one of them is too late, or both follow each other.
            yield return new Publishers(world).LiveAsync("mia");
            yield return new Publishers(world).LiveAsync("ben");
        }
    }

    /// <summary>What has not come to rest, in words; null when everything has.</summary>
    public string? Unsettled() => beside > 0 ? "an event is on its way" : world.Tables.Unsettled(Instances);

    /// <summary>Whoever is still paused is let go on, and so is sending.</summary>
    public async Task ResumeAsync()
    {
        await new Operators(world).ResumeAllAsync();
        await Sending.ResumeAllAsync();
    }

    /// <summary>The provider tells what became of a mail: in any order, twice, or only some of it.</summary>
    public async Task TellOfMailAsync(OutgoingMail mail)
    {
        beside++;
        var fate = Chance.Below(12);
        var kind = fate switch
        {
            0 => "bounce",
            1 => "dropped",
            2 => "spamreport",
            _ => "delivered",
        };
        await world.Guard(() =>
            Task.WhenAll(
                TellOfMailAsync(mail, kind, 20),
                fate > 6 ? TellOfMailAsync(mail, "click", 600) : Task.CompletedTask
            )
        );
        beside--;
    }

    /// <summary>Nobody is sent marketing after the host said that it knows the consent is withdrawn.</summary>
    public void Judge(OutgoingMail mail)
    {
        Forgetting.Judge(mail.Contact, $"{mail.Effect} was sent");
        // A call that was under way then may still arrive.
        if (
            mail.Class == Sendings.Marketing
            && withdrawn.TryGetValue(mail.Contact, out var since)
            && world.Wall.GetUtcNow() > since + TimeSpan.FromSeconds(20)
        )
        {
            world.Tally.Break($"{mail.Effect} was sent although {mail.Contact} had withdrawn the consent at {since:O}");
        }
    }

    private async Task TellOfMailAsync(OutgoingMail mail, string kind, int minutes)
    {
        await world.PassAsync(TimeSpan.FromMinutes(minutes));
        Assert.True(EffectId.TryParse(mail.Effect, out var effect));
        var told = new SendGridEvent(
            $"{kind}-{mail.Effect}",
            kind,
            Instant.FromDateTimeOffset(world.Wall.GetUtcNow()),
            effect
        )
        {
            Step = mail.Step,
            Email = mail.To,
            Type = kind == "bounce" ? Chance.Of("bounce", "blocked") : null,
            Url = kind == "click" ? "https://example.com/paper" : null,
        };
        for (var times = Chance.Happens(world.Weather.ToldTwice) ? 2 : 1; times > 0; times--)
        {
            var answer = await world.AskAsync(doors =>
                doors.Deliveries.AcceptAsync([new SendGridRead.Ours(told)], CancellationToken.None)
            );
            world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{mail.Effect} {kind}: {answer}");
            world.Tally.Count("Deliveries");
            if (answer.Rejected > 0 && !Forgetting.WasAsked(mail.Contact))
            {
                world.Tally.Break($"what the provider told of {mail.Effect} was refused");
            }

            Accepted[EventKey.Of("/sendgrid/events", told.Id)] = (mail.Contact, kind);
        }

        if (kind == "spamreport")
        {
            withdrawn[mail.Contact] = world.Wall.GetUtcNow();
        }
    }

    private async Task BeAsync(int number)
    {
        var contact = Contact(number);
        var fields = Fields.Of(KeyValuePair.Create("consent.marketing", FieldValue.Of(!Chance.OneIn(8))));
        for (var time = 1; time == 1 || (time < 4 && Chance.OneIn(3)); time++)
        {
            await world.PassAsync(TimeSpan.FromHours(time == 1 ? 3 : 40));
            var type = Chance.OneIn(2) ? "whitepaper.downloaded" : "newsletter.joined";
            await TellAsync(contact, type, $"enter-{number}-{time}", fields);
            fields = Fields.Empty;
            if (Chance.Happens(world.Weather.Leaving))
            {
                await world.PassAsync(TimeSpan.FromHours(30));
                await TellAsync(contact, HubRules.Unsubscribed, $"leave-{number}-{time}", Fields.Empty);
                withdrawn[contact] = world.Wall.GetUtcNow();
                if (Chance.OneIn(3))
                {
                    await world.PassAsync(TimeSpan.FromHours(10));
                    withdrawn.Remove(contact);
                    await TellAsync(contact, HubRules.Consented, $"consent-{number}-{time}", Fields.Empty);
                }
            }
        }
    }

    /// <summary>Tells an event until it is answered.</summary>
    public async Task TellAsync(string contact, string type, string id, Fields fields)
    {
        var key = EventKey.Of("test", id);
        var time = Instant.FromDateTimeOffset(world.Wall.GetUtcNow());
        var incoming = new IncomingEvent(key, contact, type, time, "test", null, fields, Fields.Empty, Fields.Empty);
        if (type == HubRules.Consented)
        {
            Forgetting.ComesBack(contact);
            withdrawn.Remove(contact);
        }

        for (var times = Chance.Happens(world.Weather.ToldTwice) ? 2 : 1; times > 0; times--)
        {
            var results = await world.AskAsync(doors => doors.Intake.AcceptAsync([incoming], CancellationToken.None));
            world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{contact} {type} {id}: {results[0]}");
            world.Tally.Count("Events");
            if (results[0] is Intake.Erased)
            {
                if (!Forgetting.WasAsked(contact))
                {
                    world.Tally.Break($"{type} of {contact} was refused as if it had been erased");
                }

                continue;
            }

            Accepted[key] = (contact, type);
            if (type == HubRules.Consented)
            {
                // A withdrawal that was told meanwhile was refused, if the contact was being erased.
                withdrawn.Remove(contact);
            }

            var reached = results[0] switch
            {
                Intake.Accepted accepted => accepted.Reached,
                Intake.Duplicate duplicate => duplicate.Reached,
                _ => [],
            };
            foreach (var instance in reached)
            {
                if (!Forgetting.WasAsked(contact))
                {
                    world.Tables.CheckReflected(instance, key);
                }
            }
        }

        if (type == HubRules.Consented)
        {
            Forgetting.CameBack(contact);
        }
    }
}
