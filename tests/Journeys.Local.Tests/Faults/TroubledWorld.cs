using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Tasks;
using Journeys.Tests;
using NodaTime;

namespace Journeys.Local.Tests.Faults;

/// <summary>
/// A few contacts, a sales team and a host that dies and comes back. Senders repeat what was not answered, as every sender
/// of events must; people answer tasks they see. After three days nothing goes wrong any more, and the world comes to rest.
/// </summary>
internal sealed class TroubledWorld : IDisposable
{
    public const int Contacts = 4;

    private static readonly TimeSpan Horizon = TimeSpan.FromDays(30);
    private static readonly TimeSpan Troubled = TimeSpan.FromDays(3);

    private readonly Chance chance;
    private readonly ManualTime wall = new();
    private readonly DateTimeOffset end;
    private TroubledHost? host;

    public TroubledWorld(int seed)
    {
        chance = new(seed);
        end = wall.GetUtcNow() + Horizon;
        Provider = new(chance, knows: !chance.OneIn(3));
    }

    public InMemoryTables Store { get; } = new();

    public MailProvider Provider { get; }

    /// <summary>The events that the host said it accepted, by key, with their contact.</summary>
    public Dictionary<string, string> Accepted { get; } = [];

    /// <summary>How often the process died.</summary>
    public int Deaths { get; private set; }

    public static string Contact(int number) => $"contact{number}@example.com";

    public static string Instance(int number) => InstanceId.For(Pursuit.Name, Contact(number)).ToString();

    /// <summary>Lives until every run is over or held, or the horizon is reached.</summary>
    public void Live() => new SeededScheduler(chance, wall).Run(LiveAsync, steps: 200_000);

    public void Dispose() => host?.Dispose();

    private async Task LiveAsync()
    {
        foreach (var table in Runtime.RuntimeServices.Tables)
        {
            await Store.EnsureTableAsync(table, CancellationToken.None);
        }

        var first = new TroubledHost(Store, Provider, wall, new(chance, wall) { On = false });
        await first.Publisher.PublishAsync(Pursuit.Name, Pursuit.Request, "test", CancellationToken.None);
        first.Trouble.On = true;
        host = first;
        var supervised = SuperviseAsync(first);
        _ = CalmAsync();
        var senders = Enumerable.Range(0, Contacts).Select(SendAsync).ToList();
        var sales = SellAsync();
        await Task.WhenAll(senders);
        await sales;

        // What is still to be tried again, at most some hours later, comes to its end.
        host!.Trouble.On = false;
        await Task.Delay(TimeSpan.FromDays(1), wall);
        host.Dispose();
        await supervised;
    }

    private async Task SuperviseAsync(TroubledHost life)
    {
        while (true)
        {
            var running = life.RunAsync();
            await Task.WhenAny(running, life.Trouble.Death.Task);
            if (running.IsCompletedSuccessfully)
            {
                return;
            }

            // Dead, or it could not even start: the next process takes over.
            Deaths++;
            life.Trouble.Die();
            life.Dispose();
            await Task.Delay(TimeSpan.FromSeconds(1 + chance.Below(600)), wall);
            life = new(Store, Provider, wall, life.Trouble.Reborn());
            host = life;
        }
    }

    private async Task CalmAsync()
    {
        await Task.Delay(Troubled, wall);
        host!.Trouble.On = false;
    }

    private async Task SendAsync(int number)
    {
        await PassAsync(180);
        await TellAsync(number, "whitepaper.downloaded", "download", null);
        if (chance.OneIn(2))
        {
            await PassAsync(60 * 20);
            await TellAsync(number, "email.clicked", "click", $"{Instance(number)}~1.1.1.1");
        }

        if (chance.OneIn(6))
        {
            await PassAsync(60 * 40);
            await TellAsync(number, "contact.unsubscribed", "leave", null);
        }
    }

    private async Task TellAsync(int number, string type, string id, string? about)
    {
        var key = EventKey.Of("test", $"{id}-{number}");
        var time = Instant.FromDateTimeOffset(wall.GetUtcNow());
        var incoming = new IncomingEvent(
            key,
            Contact(number),
            type,
            time,
            "test",
            about,
            Fields.Empty,
            Fields.Empty,
            Fields.Empty
        );
        for (var times = chance.OneIn(3) ? 2 : 1; times > 0; times--)
        {
            await AskAsync(living => living.Intake.AcceptAsync([incoming], CancellationToken.None));
            Accepted[key] = Contact(number);
        }
    }

    private async Task SellAsync()
    {
        while (wall.GetUtcNow() < end && !AllOver())
        {
            await PassAsync(40);
            var (tasks, _) = await AskAsync(living =>
                living.Tasks.ReadAsync(["sales", "managers"], open: true, null, 50, null, CancellationToken.None)
            );
            foreach (var task in tasks)
            {
                if (chance.OneIn(3))
                {
                    var outcome = task.Effect.Outcomes[chance.Below(3) == 0 ? 1 : 0];
                    await AskAsync(living =>
                        living.Answers.AnswerAsync(task.Id, outcome, null, Fields.Empty, CancellationToken.None)
                    );
                }
            }
        }
    }

    // Asks until somebody answers, whichever process that is.
    private async Task<T> AskAsync<T>(Func<TroubledHost, Task<T>> ask)
    {
        while (true)
        {
            var life = host!;
            var asked = ask(life);
            await Task.WhenAny(asked, life.Trouble.Death.Task);
            if (asked.IsCompletedSuccessfully)
            {
                return await asked;
            }

            if (asked.IsFaulted && asked.Exception.InnerException is not StorageUnavailableException)
            {
                await asked;
            }

            await PassAsync(1);
        }
    }

    private Task PassAsync(int minutes) => Task.Delay(TimeSpan.FromSeconds(1 + chance.Below(minutes * 60)), wall);

    private bool AllOver() =>
        Enumerable.Range(0, Contacts).All(number => StateOf(number) is JourneyState.Finished or JourneyState.Held);

    /// <summary>What a contact's instance is doing, as it is stored.</summary>
    public JourneyState StateOf(int number) =>
        StandingOf(number)?.State ?? new JourneyState.Unentered(Instance(number));

    public Standing? StandingOf(int number)
    {
        var id = InstanceId.Parse(Instance(number));
        var key = InstanceRows.StateKey(id.ToString());
        var row = Store
            .ReadAsync(InstanceRows.Table, InstanceRows.Partition(id.Journey, id.Shard(2)), key, CancellationToken.None)
            .Result;
        return row is null ? null : InstanceRows.Read(id.ToString(), row);
    }
}
