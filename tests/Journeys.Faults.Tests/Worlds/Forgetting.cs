using Journeys.Faults.Tests.Watching;
using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Instances;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// Contacts who want to be erased, at any moment and sometimes by two people at once; some of them consent anew afterwards.
/// </summary>
internal sealed class Forgetting(World world, int contacts)
{
    private static readonly string[] Journeys = [.. People.JourneyNames];

    // Since when nothing of whom may be left.
    private readonly Dictionary<string, DateTimeOffset> gone = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    // How many consents anew of whom are under way.
    private readonly Dictionary<string, int> returning = new(StringComparer.Ordinal);

    private Chance Chance => world.Faults.Chance;

    /// <summary>Whether somebody ever asked to be erased: what was accepted of them before may be gone.</summary>
    public bool WasAsked(string contact) => asked.Contains(contact);

    /// <summary>Whether the rows of an instance may go: its contact asked for it.</summary>
    public bool MayGo(string instance)
    {
        var contact = asked.FirstOrDefault(contact =>
            Journeys.Any(journey => InstanceId.For(journey, contact).ToString() == instance)
        );
        if (contact is not null)
        {
            world.Provider.Forget(contact);
        }

        return contact is not null;
    }

    /// <summary>What people do.</summary>
    public async Task LiveAsync()
    {
        for (var times = 1 + Chance.Below(3); times > 0; times--)
        {
            await world.PassAsync(TimeSpan.FromHours(24));
            var contact = People.Contact(Chance.Below(contacts));
            await Task.WhenAll(AskAsync(contact), Chance.OneIn(4) ? AskAsync(contact) : Task.CompletedTask);
            if (Chance.OneIn(2))
            {
                await UntilDoneAsync(contact);
            }

            if (Chance.OneIn(3))
            {
                await ComeBackAsync(contact, times);
            }
        }
    }

    /// <summary>A contact consents anew: from here on it may be there again, whatever becomes of the request's answer.</summary>
    public void ComesBack(string contact)
    {
        gone.Remove(contact);
        returning[contact] = returning.GetValueOrDefault(contact) + 1;
    }

    /// <summary>Its consent was answered, maybe after an erasure that ended meanwhile.</summary>
    public void CameBack(string contact)
    {
        gone.Remove(contact);
        returning[contact]--;
    }

    /// <summary>Nobody writes to who is gone.</summary>
    public void Judge(string contact, string what)
    {
        if (gone.TryGetValue(contact, out var since))
        {
            world.Tally.Break($"{what} although {contact} was erased at {since:O}");
        }
    }

    /// <summary>At the end: nothing of who is gone has come back.</summary>
    public void Check()
    {
        foreach (var (contact, since) in gone)
        {
            Traces.CheckGone(world, contact, $"which was erased at {since:O}, is at the end");
        }
    }

    private async Task AskAsync(string contact)
    {
        asked.Add(contact);
        var state = await world.AskAsync(doors => doors.Erasures.EraseAsync(contact, "ops", CancellationToken.None));
        world.Tally.Count("Erasures");
        world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{contact} is to be erased: {state}");
        if (state is { IsDone: true })
        {
            Done(contact);
        }
    }

    private async Task UntilDoneAsync(string contact)
    {
        for (var looks = 0; looks < 20 && world.Faults.On; looks++)
        {
            await world.PassAsync(TimeSpan.FromHours(1));
            var state = await world.AskAsync(doors => doors.Erasures.FindAsync(contact, CancellationToken.None));
            if (state is not { IsDone: false })
            {
                if (state is not null)
                {
                    Done(contact);
                }

                return;
            }
        }
    }

    private void Done(string contact)
    {
        if (returning.GetValueOrDefault(contact) == 0 && gone.TryAdd(contact, world.Wall.GetUtcNow()))
        {
            world.Tally.Count("Erased");
            world.Tally.Tell(world.Wall.GetUtcNow(), () => $"{contact} is erased");
            Traces.CheckGone(world, contact, "whose erasure was reported done, is");
        }
    }

    private async Task ComeBackAsync(string contact, int time)
    {
        await world.People.TellAsync(
            contact,
            HubRules.Consented,
            $"back-{contact}-{time}",
            Orchestrations.Values.Fields.Empty
        );
        // What was on its way before is no mail of the runs that begin now.
        world.Provider.Forget(contact);
        world.Tally.Count("ComeBack");
    }
}
