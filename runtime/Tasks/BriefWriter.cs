using System.Collections.Immutable;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Contacts;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// Writes what the owner of a task should know before picking up the telephone: who it is, what they were interested in,
/// what colleagues found out already, and what happened lately. Nobody asks the same thing twice.
/// </summary>
public sealed class BriefWriter(ContactStore contacts, AccountStore accounts)
{
    /// <summary>How many touchpoints a brief shows.</summary>
    public const int Touchpoints = 20;

    private static readonly InstantPattern When = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    private static readonly (string Field, string Label)[] Person =
    [
        ("jobTitle", "Job title"),
        ("company", "Company"),
        ("email", "Email"),
        ("phone", "Phone"),
        ("preferredChannel", "Prefers"),
        ("country", "Country"),
        ("language", "Language"),
        ("timeZone", "Time zone"),
        ("stage", "Stage"),
        ("score", "Score"),
    ];

    private static readonly (string Field, string Label)[] Company =
    [
        ("name", "Account"),
        ("industry", "Industry"),
        ("employees", "Employees"),
        ("owner", "Account owner"),
    ];

    /// <summary>The brief as of now.</summary>
    /// <param name="contact">The contact's key.</param>
    /// <param name="story">The run so far.</param>
    /// <param name="asks">What the owner is asked to find out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ImmutableArray<BriefLine>> WriteAsync(
        string contact,
        Story story,
        IReadOnlyList<string> asks,
        CancellationToken cancellation
    )
    {
        var known = await contacts.ReadAsync(contact, cancellation);
        var account = await accounts.ReadAsync(known.Profile.Text("account"), cancellation);
        var (touchpoints, _) = await contacts.TouchpointsAsync(contact, Touchpoints, null, cancellation);
        return
        [
            new("contact", "Name", ContactNames.Of(contact, known.Profile)),
            .. Lines("contact", known.Profile, Person),
            .. Lines("contact", account, Company),
            .. Interest(story.Entry),
            .. Answers(story),
            .. Known(known.Profile, account, asks),
            .. touchpoints.Select(Activity),
        ];
    }

    private static IEnumerable<BriefLine> Lines(string section, Fields fields, (string Field, string Label)[] wanted) =>
        from line in wanted
        let value = fields[line.Field]
        where value is not null
        select new BriefLine(section, line.Label, value.ToString());

    private static IEnumerable<BriefLine> Interest(EventFact entry) =>
        Details(entry.Data)
            .Select(detail => new BriefLine("interest", detail.Key, detail.Value.ToString()))
            .Prepend(new("interest", "Came by", $"{entry.Type} on {When.Format(entry.Time)} UTC"));

    private static IEnumerable<BriefLine> Answers(Story story) =>
        from result in story.Steps.OrderBy(result => result.Visit)
        where result is { Outcome: not null, By: not null }
        from line in Details(result.Answers)
            .Select(answer => new BriefLine("answers", answer.Key, answer.Value.ToString()))
            .Prepend(new("answers", result.Step, $"{result.Outcome}, by {result.By}"))
        select line;

    private static IEnumerable<BriefLine> Known(Fields contact, Fields account, IReadOnlyList<string> asks) =>
        from ask in asks
        let value = ask.StartsWith("account.", StringComparison.Ordinal)
            ? account[ask["account.".Length..]]
            : contact[ask.StartsWith("contact.", StringComparison.Ordinal) ? ask["contact.".Length..] : ask]
        where value is not null
        select new BriefLine("answers", $"{ask} is known", value.ToString());

    private static BriefLine Activity(Touchpoint touchpoint)
    {
        var (data, type) = (touchpoint.Data, touchpoint.Type);
        // What was answered stands among the answers; here it is enough that it was.
        var text =
            type == OwnTouchpoints.TaskAnswered
                ? $"{data.Text("step")}: {data.Text("outcome")}, by {data.Text("by")}"
                : string.Join(", ", Telling(data).Prepend(type));
        return new("activity", $"{When.Format(touchpoint.Time)} UTC", text);
    }

    // Ids of our own work say nothing to a person.
    private static IEnumerable<string> Telling(Fields data) =>
        from detail in Details(data)
        where detail.Key is not ("effect" or "task")
        select $"{detail.Key} {detail.Value}";

    private static IEnumerable<KeyValuePair<string, FieldValue>> Details(Fields fields) =>
        fields.OrderBy(field => field.Key, StringComparer.Ordinal);
}
