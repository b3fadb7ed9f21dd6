using Journeys.Runtime.Api;
using NodaTime;

namespace Journeys.Local.Demo.World;

/// <summary>
/// Everybody outside: leads, colleagues, and the systems that speak for them. They see nothing but the mails and tasks
/// that the host shows to anybody, and whatever they decide depends on those alone, so that a demo that was interrupted
/// goes on as it would have gone.
/// </summary>
internal sealed class Crowd
{
    private readonly HashSet<string> mails = new(StringComparer.Ordinal);
    private readonly Inboxes inboxes;
    private readonly SalesDesk desk;

    /// <summary>Everybody, with plans for what they do unasked.</summary>
    /// <param name="leads">The leads.</param>
    /// <param name="desk">The colleagues.</param>
    /// <param name="from">Where the demo goes on from.</param>
    public Crowd(IReadOnlyList<Lead> leads, SalesDesk desk, Instant from)
    {
        (Leads, this.desk) = (leads, desk);
        inboxes = new(leads.Select(lead => lead.Id).ToHashSet(StringComparer.Ordinal));
        Plan = new(from, DemoOptions.End);
        new FirstSteps(leads).PlanAll(Plan);
        new Blunders(leads, DemoOptions.Start).PlanAll(Plan);
    }

    public IReadOnlyList<Lead> Leads { get; }

    public Plan Plan { get; }

    /// <summary>How many leads have done what they do first.</summary>
    public int ContactsUntil(Instant instant) => Leads.Count(lead => lead.At <= instant);

    /// <summary>Plans what follows from mails and tasks that were not seen before.</summary>
    /// <returns>How many of the mails are new.</returns>
    public int Look(IEnumerable<MailSummary> captured, IEnumerable<TaskDetail> open)
    {
        var before = mails.Count;
        foreach (var mail in captured.Where(mail => mails.Add(mail.Id)))
        {
            inboxes.Look(Plan, mail);
        }

        foreach (var task in open)
        {
            desk.Look(Plan, task);
        }

        return mails.Count - before;
    }
}
