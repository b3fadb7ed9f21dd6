using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Local.Http;

/// <summary>The pages for people.</summary>
internal static class HostPages
{
    private const string Home = $"""
        <h1>Journeys</h1>
        <p>This is a Journeys host on your machine. It takes contacts through multi-step journeys: mails, waits, tasks for
        inside sales, hand-overs to account managers. Mails are captured here, and sent only
        where the host has a key of SendGrid's.</p>
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

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => HtmlPage.Of("Journeys", Home)).ExcludeFromDescription();
        routes.MapLinkPages();
    }
}
