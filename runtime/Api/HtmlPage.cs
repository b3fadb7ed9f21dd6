using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>
/// A page for people: plain HTML, nothing to load, nothing to run, and nothing that a browser would keep or show inside
/// another page.
/// </summary>
/// <param name="title">The title, as text.</param>
/// <param name="content">The content, as HTML.</param>
/// <param name="status">The HTTP status.</param>
public sealed class HtmlPage(string title, string content, int status) : IResult
{
    private const string Style = """
        :root { color-scheme: light dark }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; background: #fff; overflow-wrap: anywhere }
        h1 { font-size: 1.6rem; line-height: 1.25 } h2 { font-size: 1.15rem; margin-top: 2rem }
        a { color: #1d4ed8 } code { font-size: .9em } dt { font-weight: 600 } dd { margin: 0 0 .8rem }
        fieldset { border: 1px solid #9aa5b1; border-radius: .4rem; margin: 0 0 1rem; padding: .6rem 1rem }
        legend { font-weight: 600; padding: 0 .3rem } label { display: block; padding: .35rem 0 }
        input[type=text] { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; border: 1px solid #7b8794; border-radius: .3rem; background: #fff; color: inherit }
        button { font: inherit; font-weight: 600; padding: .7rem 1.2rem; border: 0; border-radius: .4rem; background: #1d4ed8; color: #fff; cursor: pointer }
        :focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px }
        .note { border-left: .3rem solid #f59e0b; padding-left: .8rem } .quiet { color: #52606d; font-size: .92em }
        @media (prefers-color-scheme: dark) { body { background: #14181d; color: #dfe5ec } a { color: #8ab4f8 } input[type=text] { background: #1e242b } .quiet { color: #a3b1c2 } }
        """;

    private static readonly string policy =
        "default-src 'none'; "
        + $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>A page.</summary>
    /// <param name="title">The title, as text.</param>
    /// <param name="content">The content, as HTML.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Of(string title, string content, int status = StatusCodes.Status200OK) =>
        new HtmlPage(title, content, status);

    /// <summary>Text as it stands in a page, in an attribute too.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex";
        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title><style>{Style}</style></head>
            <body><main>
            {content}
            </main></body></html>

            """,
            httpContext.RequestAborted
        );
    }
}
