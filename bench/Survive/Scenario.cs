using Journeys.Bench.Survive.Provider;
using NodaTime;

namespace Journeys.Bench.Survive;

/// <summary>One way in which things go wrong, and how much of it.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="People">How many people take part; most begin a journey, some none, a few two.</param>
/// <param name="Trouble">What goes wrong.</param>
/// <param name="Times">How often.</param>
/// <param name="Moods">What the mail provider does meanwhile.</param>
internal sealed record Scenario(string Name, int People, Trouble Trouble, int Times, Moods Moods)
{
    private const int Many = 500;
    private const int Handful = 50;

    // One request in fifty each; and of the worst, in which nothing was taken and nobody will ever say so, fewer.
    private static readonly Moods Bad = new(0.02, 0, 0.02, 0.02);
    private static readonly Moods Worst = new(0.05, 0.02, 0.05, 0.05);

    /// <summary>Whether so many take part that the machine has much to do.</summary>
    public bool IsLarge => People > Many;

    /// <summary>Over what span of the host's clock people take their first steps: while mails go out and desks are manned.</summary>
    public Duration Arrivals =>
        Duration.FromHours(
            IsLarge ? 9
            : People > Handful ? 3
            : 1
        );

    /// <summary>All of them, as the table has them.</summary>
    /// <param name="people">How many take part in the first; the others have a tenth of it.</param>
    /// <param name="kills">How often the host is killed in the first.</param>
    public static IReadOnlyList<Scenario> All(int people, int kills)
    {
        var few = Math.Max(20, people / 10);
        return
        [
            new("host killed", people, Trouble.KillHost, kills, Bad),
            new("azurite restarted", few, Trouble.RestartAzurite, 5, Moods.Good),
            new("azurite frozen", few, Trouble.FreezeAzurite, 4, Moods.Good),
            new("disk full", few, Trouble.FillDisk, 3, Moods.Good),
            new("provider frozen", few, Trouble.FreezeProvider, 4, Moods.Good),
            new("provider ill", few, Trouble.None, 0, Worst),
        ];
    }
}

/// <summary>What goes wrong while a host runs.</summary>
internal enum Trouble
{
    /// <summary>Nothing but what the provider's moods bring.</summary>
    None,

    /// <summary>The host is killed at a random moment, and started again.</summary>
    KillHost,

    /// <summary>Azurite is stopped, which keeps its data, and started again some seconds later.</summary>
    RestartAzurite,

    /// <summary>Azurite stands still, for less and for more time than the host waits for an answer.</summary>
    FreezeAzurite,

    /// <summary>There is no room left where Azurite keeps its data.</summary>
    FillDisk,

    /// <summary>The mail provider stands still, for less and for more time than the host waits for an answer.</summary>
    FreezeProvider,
}
