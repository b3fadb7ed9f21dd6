using System.Net;
using System.Text;
using Journeys.Orchestrations.Machine;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Links;
using Journeys.Runtime.Mail;
using NodaTime.Text;

namespace Journeys.Runtime.Tasks;

/// <summary>
/// Writes to the owner of a task: what is to be decided, the brief, and a link for each outcome. A colleague's mail is no
/// touchpoint of the contact.
/// </summary>
public sealed class TaskMail(PublicLinks links)
{
    /// <summary>The longest subject, in characters; mail programs show less.</summary>
    public const int SubjectLength = 120;

    private static readonly InstantPattern when = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'");

    /// <summary>A mail to a task's owner.</summary>
    /// <param name="id">What the provider knows it by.</param>
    /// <param name="occasion">The effect that sends it.</param>
    /// <param name="step">The effect's step.</param>
    /// <param name="task">The task, which is open.</param>
    /// <param name="message">What is said first; it is the subject, too.</param>
    /// <param name="cancellation">Ends the wait for the key of links.</param>
    public async Task<OutgoingMail> WriteAsync(
        string id,
        Occasion occasion,
        string step,
        StoredTask task,
        string message,
        CancellationToken cancellation
    )
    {
        var ways = new List<(string Outcome, string Url)>();
        foreach (var outcome in task.Effect.Outcomes)
        {
            var link = new DecisionLink(task.Id, outcome, task.Owner);
            ways.Add((outcome, await links.DecideAsync(link, task.Effect.Due, cancellation)));
        }

        var about = About(occasion, task);
        return Compose(
            id,
            occasion,
            step,
            task.Owner,
            null,
            new(Subject(message), about, Html(task, message, about, ways), Text(task, message, about, ways))
        );
    }

    /// <summary>A mail to a colleague.</summary>
    public static OutgoingMail Compose(
        string id,
        Occasion occasion,
        string step,
        string to,
        string? name,
        MailContent content
    ) =>
        new(
            id,
            occasion.Entry.Journey,
            occasion.Entry.Version,
            step,
            occasion.Instance,
            occasion.Contact,
            to,
            name,
            "service",
            content
        )
        {
            IsInternal = true,
        };

    /// <summary>A message as the subject of a mail: one line, not too long, without what is not to be seen.</summary>
    public static string Subject(string message) => Plain.Line(message.Trim(), SubjectLength - 1);

    private static string About(Occasion occasion, StoredTask task)
    {
        var kind = task.Effect.Kind == TaskKind.Handoff ? "Hand-over" : "Task";
        return $"{kind} of {occasion.Templates.JourneyTitle}: {task.ContactName}, due {when.Format(task.Effect.Due)}";
    }

    private static string Html(StoredTask task, string message, string about, List<(string Outcome, string Url)> ways)
    {
        var html = new StringBuilder($"<h1>{Safe(message)}</h1><p>{Safe(about)}</p><ul>");
        foreach (var (outcome, url) in ways)
        {
            html.Append($"<li><a href=\"{Safe(url)}\">{Safe(outcome)}</a></li>");
        }

        html.Append("</ul><p>A link shows first what it will do, and asks for what there is to fill in.</p>");
        foreach (var section in task.Brief.GroupBy(line => line.Section))
        {
            html.Append($"<h2>{Safe(section.Key)}</h2><table>");
            foreach (var line in section)
            {
                html.Append($"<tr><th align=\"left\">{Safe(line.Label)}</th><td>{Safe(line.Text)}</td></tr>");
            }

            html.Append("</table>");
        }

        return html.ToString();
    }

    private static string Text(StoredTask task, string message, string about, List<(string Outcome, string Url)> ways)
    {
        var text = new StringBuilder($"{message}\n\n{about}\n\n");
        foreach (var (outcome, url) in ways)
        {
            text.Append($"{outcome}:\n{url}\n\n");
        }

        foreach (var section in task.Brief.GroupBy(line => line.Section))
        {
            text.Append($"{section.Key}\n");
            foreach (var line in section)
            {
                text.Append($"  {line.Label}: {line.Text}\n");
            }
        }

        return text.ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
