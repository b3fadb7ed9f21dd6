using Journeys.Faults.Tests.Published;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using NodaTime;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>Everybody around the host: contacts, whose systems send events; the team; operators; publishers.</summary>
internal sealed class People(World world, int contacts)
{
    private static readonly string[] JourneyNames = [Pursuit.Name, Letters.Name];

    private readonly Sales sales = new(world);
    private readonly Dictionary<string, DateTimeOffset> withdrawn = new(StringComparer.Ordinal);
    private int beside;

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

        if (world.Weather.Publishing)
        {
            // Two at once: one of them is too late, or both follow each other.
            yield return new Publishers(world).LiveAsync("mia");
            yield return new Publishers(world).LiveAsync("ben");
        }
    }

    /// <summary>What has not come to rest, in words; null when everything has.</summary>
    public string? Unsettled() => beside > 0 ? "an event is on its way" : world.Tables.Unsettled(Instances);

    /// <summary>Whoever is still paused is let go on.</summary>
    public Task ResumeAsync() => new Operators(world).ResumeAllAsync();

    /// <summary>The provider tells what became of a mail: in any order, twice, or only some of it.</summary>
    public async Task TellOfMailAsync(OutgoingMail mail)
    {
        beside++;
        var fate = Chance.Below(10);
        await world.Guard(() =>
            Task.WhenAll([
                TellOfMailAsync(mail, fate == 0 ? "email.bounced" : "email.delivered", 20),
                .. fate > 5 ? [TellOfMailAsync(mail, "email.clicked", 600)] : Array.Empty<Task>(),
            ])
        );
        beside--;
    }

    /// <summary>Nobody is sent marketing after the host said that it knows the consent is withdrawn.</summary>
    public void Judge(OutgoingMail mail)
    {
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

    private async Task TellOfMailAsync(OutgoingMail mail, string type, int minutes)
    {
        await world.PassAsync(TimeSpan.FromMinutes(minutes));
        await TellAsync(mail.Contact, type, $"{type}-{mail.Effect}", mail.Effect, Fields.Empty);
    }

    private async Task BeAsync(int number)
    {
        var contact = Contact(number);
        var fields = Fields.Of(KeyValuePair.Create("consent.marketing", FieldValue.Of(!Chance.OneIn(8))));
        for (var time = 1; time == 1 || (time < 4 && Chance.OneIn(3)); time++)
        {
            await world.PassAsync(TimeSpan.FromHours(time == 1 ? 3 : 40));
            var type = Chance.OneIn(2) ? "whitepaper.downloaded" : "newsletter.joined";
            await TellAsync(contact, type, $"enter-{number}-{time}", null, fields);
            fields = Fields.Empty;
            if (Chance.Happens(world.Weather.Leaving))
            {
                await world.PassAsync(TimeSpan.FromHours(30));
                await TellAsync(contact, HubRules.Unsubscribed, $"leave-{number}-{time}", null, Fields.Empty);
                withdrawn[contact] = world.Wall.GetUtcNow();
                if (Chance.OneIn(3))
                {
                    await world.PassAsync(TimeSpan.FromHours(10));
                    withdrawn.Remove(contact);
                    await TellAsync(contact, HubRules.Consented, $"consent-{number}-{time}", null, Fields.Empty);
                }
            }
        }
    }

    private async Task TellAsync(string contact, string type, string id, string? about, Fields fields)
    {
        var key = EventKey.Of("test", id);
        var time = Instant.FromDateTimeOffset(world.Wall.GetUtcNow());
        var incoming = new IncomingEvent(key, contact, type, time, "test", about, fields, Fields.Empty, Fields.Empty);
        for (var times = Chance.Happens(world.Weather.ToldTwice) ? 2 : 1; times > 0; times--)
        {
            var results = await world.AskAsync(doors => doors.Intake.AcceptAsync([incoming], CancellationToken.None));
            world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{contact} {type} {id}: {results[0]}");
            world.Tally.Count("Events");
            Accepted[key] = (contact, type);
            var reached = results[0] switch
            {
                Intake.Accepted accepted => accepted.Reached,
                Intake.Duplicate duplicate => duplicate.Reached,
                _ => [],
            };
            foreach (var instance in reached)
            {
                world.Tables.CheckReflected(instance, key);
            }
        }
    }
}
