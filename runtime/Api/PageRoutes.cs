using Journeys.Runtime.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Runtime.Api;

/// <summary>The pages that links in mails lead to, for hosts with ASP.NET Core's routing.</summary>
public static class PageRoutes
{
    /// <summary>Maps them, each to be shown by GET and acted on by POST.</summary>
    public static void MapLinkPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter<ApiGuard>();
        Map<UnsubscribePage>(
            pages,
            PublicLinks.Unsubscribe,
            (p, r, c) => p.AskAsync(r, c),
            (p, r, c) => p.ActAsync(r, c)
        );
        Map<PreferencesPage>(
            pages,
            PublicLinks.Preferences,
            (p, r, c) => p.ShowAsync(r, c),
            (p, r, c) => p.ChangeAsync(r, c)
        );
        Map<DecidePage>(pages, PublicLinks.Decide, (p, r, c) => p.ShowAsync(r, c), (p, r, c) => p.DecideAsync(r, c));
    }

    private static void Map<TPage>(
        RouteGroupBuilder pages,
        string path,
        Func<TPage, HttpRequest, CancellationToken, Task<IResult>> show,
        Func<TPage, HttpRequest, CancellationToken, Task<IResult>> act
    )
        where TPage : notnull
    {
        pages
            .MapGet(path, (HttpRequest r, [FromServices] TPage page, CancellationToken c) => show(page, r, c))
            .ExcludeFromDescription();
        pages
            .MapPost(path, (HttpRequest r, [FromServices] TPage page, CancellationToken c) => act(page, r, c))
            .ExcludeFromDescription();
    }
}
