using Journeys.Runtime.Api;

namespace Journeys.Local.Demo.Report;

/// <summary>What came of the week, as the host tells it; so it does not matter how often the demo was interrupted.</summary>
/// <param name="Contacts">Contacts that the host knows, in the order of their keys.</param>
/// <param name="Events">What came of the events from outside.</param>
/// <param name="Mails">All captured mails, newest first.</param>
/// <param name="Tasks">All tasks and hand-overs, those that are due first at the top.</param>
/// <param name="Journeys">The journeys, by name.</param>
/// <param name="Held">Instances that wait for somebody.</param>
/// <param name="Refusals">Why events were refused, and how many for that reason, the most frequent first.</param>
internal sealed record DemoReport(
    IReadOnlyList<ContactDetail> Contacts,
    EventTally Events,
    IReadOnlyList<MailSummary> Mails,
    IReadOnlyList<TaskDetail> Tasks,
    IReadOnlyList<JourneyDetail> Journeys,
    IReadOnlyList<InstanceSummary> Held,
    IReadOnlyList<KeyValuePair<string, int>> Refusals
)
{
    /// <summary>How long the program took.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Hand-overs that an account manager accepted, by contact.</summary>
    public IReadOnlyList<TaskDetail> HandOvers { get; } =
    [
        .. Tasks
            .Where(task => task is { Kind: "handoff", Outcome: "accepted" })
            .OrderBy(task => task.Contact, StringComparer.Ordinal),
    ];

    /// <summary>How many contacts no journey took, although their events were recorded.</summary>
    public int Outside { get; } = Contacts.Count(contact => contact.Instances.Count == 0);

    /// <summary>Tasks by how they stand: an outcome, <c>withdrawn</c> or <c>open</c>.</summary>
    public SortedDictionary<string, int> TasksByOutcome { get; } =
        Count(Tasks.Select(task => task.Outcome ?? task.Status), 1);

    /// <summary>Finished instances of all journeys by outcome.</summary>
    public SortedDictionary<string, int> Finished { get; } = Sum(Journeys.SelectMany(journey => journey.Outcomes));

    private static SortedDictionary<string, int> Count(IEnumerable<string> words, int each) =>
        Sum(words.Select(word => KeyValuePair.Create(word, each)));

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, count) in counts)
        {
            sums[word] = sums.GetValueOrDefault(word) + count;
        }

        return sums;
    }
}

/// <summary>What came of events from outside.</summary>
/// <param name="Accepted">Those that are recorded with their contacts.</param>
/// <param name="Duplicate">
/// Second deliveries that the demo made. That none was recorded twice is shown by <paramref name="Accepted"/>, which is
/// counted from the touchpoints and compared with the different events that were sent.
/// </param>
/// <param name="Rejected">Those that were refused, with the messages that are no events.</param>
internal sealed record EventTally(int Accepted, int Duplicate, int Rejected);
