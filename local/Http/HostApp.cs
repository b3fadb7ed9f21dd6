using Journeys.Local.Settings;
using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Journeys.Local.Http;

/// <summary>The host as a web server: the API, its document, and a few pages.</summary>
internal static class HostApp
{
    /// <summary>A builder that listens at an address, and reads nothing from its surroundings.</summary>
    public static WebApplicationBuilder Builder(HostAddress address, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ApiRequest.BodyLimit;
            kestrel.Listen(address.Ip, address.Port);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenApi(ApiDocument.Configure);
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default)
        );
        return builder;
    }

    /// <summary>Puts the API and the pages on it.</summary>
    public static void Map(WebApplication app, LocalSettings settings)
    {
        app.Use(
            (context, next) =>
            {
                context.Response.Advise();
                return next(context);
            }
        );
        app.UseExceptionHandler(errors => errors.Run(FailAsync));
        app.UseStatusCodePages(pages => ExplainAsync(pages.HttpContext));
        if (settings is { IsLoopback: true, ApiKey: null })
        {
            app.Use(new StrangerGuard(settings.PublicAddress?.Host).InvokeAsync);
        }

        app.UseRouting();
        app.MapJourneysApi().Describe();
        app.MapOpenApi(ApiDocument.Address);
        app.MapPages();
    }

    private static Task FailAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var problem = fault is null ? null : Problems.From(fault);
        return (problem ?? Problems.Ours()).ExecuteAsync(context);
    }

    private static Task ExplainAsync(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound
            ? Problems.NotFound("address", context.Request.Path, "See / for what there is.").ExecuteAsync(context)
            : Results
                .Json(
                    new Problem("about:blank", "The request cannot be served", context.Response.StatusCode),
                    ApiJson.Answers.Problem,
                    Problem.MediaType,
                    context.Response.StatusCode
                )
                .ExecuteAsync(context);
}
