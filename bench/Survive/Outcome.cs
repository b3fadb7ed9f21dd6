namespace Journeys.Bench.Survive;

/// <summary>What came of a scenario: one row of the table.</summary>
/// <param name="Scenario">What went wrong.</param>
/// <param name="Journeys">Instances that were begun.</param>
/// <param name="Events">Events that the host accepted, those of the provider included.</param>
/// <param name="Kills">How often the host was killed.</param>
/// <param name="Restarts">How often it was started after the first time.</param>
/// <param name="Mails">What the provider took.</param>
/// <param name="Uncertain">How often the fate of a mail was not known.</param>
/// <param name="Resent">Mails sent again because the policy for uncertain mails says so.</param>
/// <param name="NoticesTwice">Notices to colleagues that were sent again.</param>
/// <param name="Held">Instances that wait for somebody to look at them.</param>
/// <param name="HeldWhy">The reasons, with how often each.</param>
/// <param name="Twice">Mails that somebody got again, and no policy wanted it.</param>
/// <param name="Lost">Accepted events that are not recorded, and mails that were never sent and are taken for sent.</param>
/// <param name="Unfinished">Instances that neither ended nor are held, or are held for a fault of the host.</param>
/// <param name="Disagreements">Where states, histories, ledger, due index and tasks do not agree.</param>
/// <param name="Collapses">Whenever the host ended although nobody killed it or asked it to: its last words.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record Outcome(
    string Scenario,
    int Journeys,
    int Events,
    int Kills,
    int Restarts,
    int Mails,
    int Uncertain,
    int Resent,
    int NoticesTwice,
    int Held,
    IReadOnlyDictionary<string, int> HeldWhy,
    IReadOnlyList<string> Twice,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> Unfinished,
    IReadOnlyList<string> Disagreements,
    IReadOnlyList<string> Collapses,
    double Seconds
)
{
    public static string Header =>
        "| scenario | journeys | events | kills | restarts | mails | uncertain | resent by policy | notices twice | held | twice | lost | unfinished | disagree | seconds |\n"
        + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    /// <summary>Whether nothing is lost, nothing came twice, and everything is finished.</summary>
    public bool IsGood => Problems.Count == 0;

    /// <summary>Everything that should not be, one sentence each.</summary>
    public IReadOnlyList<string> Problems =>
        [
            .. Twice.Select(one => $"twice: {one}"),
            .. Lost.Select(one => $"lost: {one}"),
            .. Unfinished.Select(one => $"unfinished: {one}"),
            .. Disagreements.Select(one => $"disagrees: {one}"),
            .. Collapses.Select(words => $"the host ended by itself: {words}"),
        ];

    public string Row =>
        FormattableString.Invariant(
            $"| {Scenario} | {Journeys:#,0} | {Events:#,0} | {Kills} | {Restarts} | {Mails:#,0} | {Uncertain} | {Resent} | {NoticesTwice} | {Held} | {Twice.Count} | {Lost.Count} | {Unfinished.Count} | {Disagreements.Count} | {Seconds:0} |"
        );
}
