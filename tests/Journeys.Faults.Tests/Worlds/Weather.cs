using Journeys.Faults.Tests.Published;
using Journeys.Orchestrations.Definitions;

namespace Journeys.Faults.Tests.Worlds;

/// <summary>
/// Which faults a world has, and how often: drawn anew for each world, so that some are calm, some brutal, and most have a few
/// kinds of faults without the others, which would hide what those few do. Rates are so many in a thousand calls.
/// </summary>
internal sealed record Weather
{
    /// <summary>A call that takes up to five seconds.</summary>
    public int Delay { get; init; }

    /// <summary>A call that fails, with nothing done.</summary>
    public int Unreachable { get; init; }

    /// <summary>A call that is done, and fails all the same.</summary>
    public int LostAnswer { get; init; }

    /// <summary>A call that is made twice, as a client does whose first answer was lost; the second answer counts.</summary>
    public int Twice { get; init; }

    /// <summary>A process that dies at a call: before it, or after it was done.</summary>
    public int Death { get; init; }

    /// <summary>A time in which nothing answers for minutes; so many in a thousand pauses between two of them.</summary>
    public bool Outages { get; init; }

    /// <summary>Whether processes are killed or stopped in between, whatever they do: a new version of the program, a machine that is taken away.</summary>
    public bool Restarts { get; init; }

    /// <summary>A mail that the provider refuses for now.</summary>
    public int MailRefused { get; init; }

    /// <summary>A mail that the provider refuses for good.</summary>
    public int MailForbidden { get; init; }

    /// <summary>A mail that the provider takes without saying so.</summary>
    public int MailUnanswered { get; init; }

    /// <summary>Whether the provider can say later what it took; one that cannot makes mails uncertain.</summary>
    public bool ProviderKnows { get; init; } = true;

    /// <summary>A mail of which the provider tells later that it was delivered, or bounced.</summary>
    public int MailToldLater { get; init; }

    /// <summary>A message of the task hub that comes late, so that others overtake it.</summary>
    public int HubLate { get; init; }

    /// <summary>A message of the task hub that comes twice.</summary>
    public int HubTwice { get; init; }

    /// <summary>An activity that is run again: its worker was lost, its answer was, or another worker took it too.</summary>
    public int ActivityAgain { get; init; }

    /// <summary>Whether the clocks of processes differ, and jump when a process starts.</summary>
    public bool ClocksJump { get; init; }

    /// <summary>Whether new versions are published while journeys run, and those inside moved.</summary>
    public bool Publishing { get; init; }

    /// <summary>Whether operators pause, resume, retry, skip and cancel.</summary>
    public bool Operators { get; init; }

    /// <summary>Whether operators pause the sending of journeys, and let it go on.</summary>
    public bool SendingPauses { get; init; }

    /// <summary>Whether contacts are erased.</summary>
    public bool Erasing { get; init; }

    /// <summary>How many mails all journeys together send; null: as many as come.</summary>
    public SendingRate? Rate { get; init; }

    /// <summary>What the journeys say of their sending: by which of <see cref="SendingKeys.All"/> each of them begins.</summary>
    public (int Pursuit, int Letters) Sending { get; init; }

    /// <summary>A contact who takes back the consent, or leaves.</summary>
    public int Leaving { get; init; }

    /// <summary>An event that its sender tells once more although it was answered.</summary>
    public int ToldTwice { get; init; }

    /// <summary>Nothing goes wrong.</summary>
    public static Weather Calm { get; } = new();

    /// <summary>Nothing goes wrong but what is planned, and the provider tells all it knows.</summary>
    public static Weather Planned(bool providerKnows) =>
        Calm with
        {
            ProviderKnows = providerKnows,
            MailToldLater = 1_000,
        };

    public static Weather Draw(Chance chance) =>
        chance.OneIn(12)
            ? Calm
            : new()
            {
                Delay = chance.Of(0, 20, 100, 250),
                Unreachable = chance.Of(0, 0, 10, 40, 120),
                LostAnswer = chance.Of(0, 0, 10, 40, 120),
                Twice = chance.Of(0, 0, 10, 60),
                Death = chance.Of(0, 1, 4, 12, 25),
                Outages = chance.OneIn(8),
                Restarts = chance.OneIn(4),
                MailRefused = chance.Of(0, 0, 100, 400),
                MailForbidden = chance.Of(0, 0, 0, 100),
                MailUnanswered = chance.Of(0, 0, 100, 300),
                ProviderKnows = !chance.OneIn(3),
                MailToldLater = chance.Of(0, 300, 1_000),
                HubLate = chance.Of(0, 50, 300),
                HubTwice = chance.Of(0, 0, 50, 200),
                ActivityAgain = chance.Of(0, 0, 30, 150),
                ClocksJump = chance.OneIn(3),
                // Compiling a journey takes longer than the rest of a world.
                Publishing = chance.OneIn(10),
                Operators = chance.OneIn(3),
                SendingPauses = chance.OneIn(4),
                Erasing = chance.OneIn(4),
                Rate = chance.Of(null, null, null, null, new SendingRate(1, null), new SendingRate(null, 2)),
                Sending = (chance.Below(SendingKeys.All.Count), chance.Below(SendingKeys.All.Count)),
                Leaving = chance.Of(0, 150, 400),
                ToldTwice = chance.Of(0, 100, 300),
            };
}
