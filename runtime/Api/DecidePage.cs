using System.Diagnostics;
using System.Globalization;
using System.Text;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Links;
using Journeys.Runtime.Tasks;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Runtime.Api;

/// <summary>
/// Where the links lead by which the owner of a task decides it. Mail scanners follow every link: opening it only shows what
/// will happen, and sending the form decides. Whoever comes later is told what happened.
/// </summary>
public sealed class DecidePage(PublicLinks links, TaskBoard board, TaskAnswers answers)
{
    // Tells an answer's field from whatever else a form may hold.
    private const string AnswerPrefix = "answer:";

    private static readonly InstantPattern when = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm 'UTC'");

    /// <summary><c>GET /decide?t=…</c>: shows what will happen, or what has.</summary>
    public Task<IResult> ShowAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
            await FindAsync(request, cancellation) is not var (link, task)
                ? PublicPages.NoLink()
                : Settled(link, task) ?? Form(link, task, problem: null)
        );

    /// <summary><c>POST /decide?t=…</c>: decides.</summary>
    public Task<IResult> DecideAsync(HttpRequest request, CancellationToken cancellation) =>
        PublicPages.ServeAsync(async () =>
        {
            if (await FindAsync(request, cancellation) is not var (link, task))
            {
                return PublicPages.NoLink();
            }

            if (Settled(link, task) is { } settled)
            {
                return settled;
            }

            var given = Answers(await PublicPages.ReadFormAsync(request, cancellation));
            return await answers.AnswerAsync(link.Task, link.Outcome, link.By, given, cancellation) switch
            {
                TaskAnswer.Taken { Answer: AdvanceAnswer.Moved } => Done(link, task),
                TaskAnswer.Taken taken => await OvertakenAsync(link, taken.Answer, cancellation),
                TaskAnswer.Refused refused => Form(link, task, refused.Reason),
                TaskAnswer.Unknown or TaskAnswer.NotOffered => PublicPages.NoLink(),
                var other => throw new UnreachableException($"{other} is no answer"),
            };
        });

    private async Task<(DecisionLink Link, StoredTask Task)?> FindAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var token = request.Query(PublicLinks.Token);
        return
            DecisionLink.Read(await links.OpenAsync(LinkPurpose.Decide, token, cancellation)) is { } link
            && await board.FindAsync(link.Task, cancellation) is { } task
            ? (link, task)
            : null;
    }

    // Null while the one to whom the link was sent can decide.
    private static IResult? Settled(DecisionLink link, StoredTask task) =>
        task switch
        {
            { Status: StoredTask.Answered } => Page(
                "Already decided",
                $"<p><b>{Safe(task.By)}</b> decided <b>{Safe(task.Outcome)}</b>{At(task.ClosedAt)}.</p>{About(task)}"
            ),
            { IsOpen: false } => Page(
                "Not needed any more",
                $"<p>The journey went on without this decision{At(task.ClosedAt)}.</p>{About(task)}"
            ),
            _ when !string.Equals(task.Owner, link.By, StringComparison.OrdinalIgnoreCase) => Page(
                "Somebody else decides this now",
                $"<p>It was given to <b>{Safe(task.Owner)}</b>.</p>{About(task)}"
            ),
            _ => null,
        };

    // Between our looking and our telling somebody was faster, or the journey went on.
    private async Task<IResult> OvertakenAsync(DecisionLink link, AdvanceAnswer answer, CancellationToken cancellation)
    {
        var task = await board.FindAsync(link.Task, cancellation);
        return task is not null && Settled(link, task) is { } settled
            ? settled
            : Page("Already decided", $"<p>Nothing changed: {Safe(answer.ToString())}.</p>");
    }

    private static IResult Done(DecisionLink link, StoredTask task) =>
        Page(
            "Thank you",
            $"<p><b>{Safe(task.Title)}</b>: <b>{Safe(link.Outcome)}</b> is noted, by {Safe(link.By)}.</p>{About(task)}"
        );

    private static IResult Form(DecisionLink link, StoredTask task, string? problem)
    {
        var page = new StringBuilder(problem is null ? "" : $"<p class=\"note\">{Safe(problem)}</p>");
        page.Append(About(task));
        page.Append(
            CultureInfo.InvariantCulture,
            $"<p>You decide as <b>{Safe(link.By)}</b>.</p><form method=\"post\">"
        );
        foreach (var ask in task.Effect.Asks)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<label>{Safe(ask)}<input type=\"text\" name=\"{AnswerPrefix}{Safe(ask)}\" autocomplete=\"off\"></label>"
            );
        }

        page.Append(CultureInfo.InvariantCulture, $"<p><button>Decide: {Safe(link.Outcome)}</button></p></form>");
        page.Append(Brief(task));
        var status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        return HtmlPage.Of(task.Title, $"<h1>{Safe(task.Title)}</h1>{page}", status);
    }

    private static string About(StoredTask task)
    {
        var kind = task.Effect.Kind == TaskKind.Handoff ? "hand-over" : "task";
        return $"<p class=\"quiet\">{Safe(task.ContactName)}, {kind} of {Safe(task.Journey)}, due {when.Format(task.Effect.Due)}</p>";
    }

    private static string Brief(StoredTask task)
    {
        var brief = new StringBuilder();
        foreach (var section in task.Brief.GroupBy(line => line.Section))
        {
            brief.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(section.Key)}</h2><dl>");
            foreach (var line in section)
            {
                brief.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(line.Label)}</dt><dd>{Safe(line.Text)}</dd>");
            }

            brief.Append("</dl>");
        }

        return brief.ToString();
    }

    // What is left empty is not answered.
    private static Fields Answers(IReadOnlyDictionary<string, string> form) =>
        Fields.Of(
            from field in form
            where field.Key.StartsWith(AnswerPrefix, StringComparison.Ordinal) && field.Value.Trim().Length > 0
            select KeyValuePair.Create(field.Key[AnswerPrefix.Length..], Value(field.Value.Trim()))
        );

    // What looks like a number is one, unless it is written as none is, like 00 43: the command line takes it the same way.
    private static FieldValue Value(string text) =>
        text is "true" or "false" ? FieldValue.Of(text == "true")
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        && number.ToString(CultureInfo.InvariantCulture) == text
            ? FieldValue.Of(number)
        : FieldValue.Of(text);

    private static IResult Page(string title, string content) => HtmlPage.Of(title, $"<h1>{title}</h1>{content}");

    private static string At(Instant? instant) => instant is { } at ? $" on {when.Format(at)}" : "";

    private static string Safe(string? text) => HtmlPage.Text(text);
}
