using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Local.Http;

/// <summary>The pages for people: plain HTML, nothing to load, nothing to run.</summary>
internal static class HostPages
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #1f2933 }
        @media (prefers-color-scheme: dark) { body { background: #14181d; color: #dfe5ec } a { color: #8ab4f8 } }
        code { font-size: .9em } button { font: inherit; padding: .5rem 1rem } dt { font-weight: 600 } dd { margin: 0 0 .8rem }
        """;

    private const string Home = $"""
        <h1>Journeys</h1>
        <p>This is a Journeys host on your machine. It takes contacts through multi-step journeys: mails, waits, tasks for
        inside sales, hand-overs to account managers. Mails are captured here, not sent.</p>
        <dl>
        <dt><a href="/api/journeys">/api/journeys</a></dt><dd>The journeys, and how many contacts are where</dd>
        <dt><a href="/api/tasks">/api/tasks</a></dt><dd>The sales inbox: what waits for a person</dd>
        <dt><a href="/api/mail">/api/mail</a></dt><dd>The mails that were captured</dd>
        <dt><a href="/api/health">/api/health</a></dt><dd>Whether everything works, and how the clock stands</dd>
        <dt><a href="{ApiDocument.Address}">{ApiDocument.Address}</a></dt><dd>The whole API, for tools</dd>
        </dl>
        <p>In a terminal: <code>./journeys send --type whitepaper.downloaded --contact mia@example.com --data
        '{"{"}"topic":"energy"{"}"}'</code>, then <code>./journeys show mia@example.com</code>.</p>
        """;

    public static void MapPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Page("Journeys", Home)).ExcludeFromDescription();

    /// <summary>A page.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="content">The content, as HTML.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Page(string title, string content, int status = StatusCodes.Status200OK) =>
        Results.Content(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{WebUtility.HtmlEncode(title)}</title><style>{Style}</style></head>
            <body>
            {content}
            </body></html>

            """,
            "text/html; charset=utf-8",
            statusCode: status
        );
}
