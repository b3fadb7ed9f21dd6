using Journeys.Bench.Survive.Provider;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;

namespace Journeys.Bench.Survive.Checks;

/// <summary>Holds the provider's count of mails against the ledger and the histories.</summary>
internal sealed class Mails(Evidence evidence, IReadOnlyList<TakenMail> taken)
{
    private const string Kind = "sendEmail";

    /// <summary>How often the fate of a mail was not known.</summary>
    public int Uncertain { get; } =
        evidence.Histories.SelectMany(records => records).Count(record => record.Input is JourneyInput.EffectUncertain);

    /// <summary>How many visits sent their mail anew because the journey's policy for uncertain mails says so.</summary>
    public int Resent => ResentVisits().Count;

    /// <summary>How often a person got a mail again, and no policy wanted it.</summary>
    public IReadOnlyList<string> Twice
    {
        get
        {
            var resent = ResentVisits();
            return
            [
                .. taken
                    .Where(mail => EffectId.TryParse(mail.Effect, out _))
                    .GroupBy(mail => Visit(mail.Effect))
                    .Where(mails => mails.Count() > 1 && !resent.Contains(mails.Key))
                    .Select(mails => $"{mails.Key}: {string.Join(", ", mails.Select(mail => mail.Effect))}"),
            ];
        }
    }

    /// <summary>How many notices to colleagues were sent again: better twice than not at all, and so it is documented.</summary>
    public int NoticesTwice =>
        taken
            .Where(mail => !EffectId.TryParse(mail.Effect, out _))
            .GroupBy(mail => mail.Effect)
            .Count(all => all.Count() > 1);

    /// <summary>Mails that the ledger takes for sent, and the provider never had.</summary>
    public IReadOnlyList<string> Lost
    {
        get
        {
            var arrived = taken.Select(mail => mail.Effect).ToHashSet(StringComparer.Ordinal);
            return
            [
                .. evidence
                    .Ledger.Where(entry => entry.Kind == Kind && IsSent(entry.Status) && !arrived.Contains(entry.Id))
                    .Select(entry => $"{entry.Id}: {entry.What} is {entry.Status}, and the provider never had it"),
            ];
        }
    }

    private static bool IsSent(EffectStatus status) =>
        status is not (EffectStatus.Claimed or EffectStatus.Sending or EffectStatus.Failed or EffectStatus.Uncertain);

    // The reason of a decision names the visit at which it was made.
    private HashSet<string> ResentVisits() =>
        [
            .. evidence
                .Histories.SelectMany(records => records)
                .Where(record => record.Path.Any(passage => passage.Because.Code == ReasonCode.Resending))
                .SelectMany(record => record.Effects)
                .Select(Visit),
        ];

    private static string Visit(string effect) =>
        EffectId.TryParse(effect, out var id) ? $"{id.Instance}~{id.Run}.{id.Visit}" : effect;
}
