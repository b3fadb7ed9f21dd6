using System.Net;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>A page for people: plain HTML, nothing to load, nothing to run.</summary>
public static class HtmlPage
{
    private const string Style = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; color: #1f2933 }
        @media (prefers-color-scheme: dark) { body { background: #14181d; color: #dfe5ec } a { color: #8ab4f8 } }
        code { font-size: .9em } button { font: inherit; padding: .5rem 1rem } dt { font-weight: 600 } dd { margin: 0 0 .8rem }
        """;

    /// <summary>A page.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="content">The content, as HTML.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Of(string title, string content, int status = StatusCodes.Status200OK) =>
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
