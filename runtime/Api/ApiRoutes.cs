using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Journeys.Runtime.Api;

/// <summary>The API's paths for hosts with ASP.NET Core's routing. The Azure host has the same ones on its triggers.</summary>
public static class ApiRoutes
{
    /// <summary>Maps the whole API under <c>/api</c>, with the key's check and problem details for every error.</summary>
    public static RouteGroupBuilder MapJourneysApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").AddEndpointFilter<ApiGuard>();
        api.MapPost("/events", (HttpRequest r, EventsEndpoint e, CancellationToken c) => e.PostAsync(r, c));
        api.MapPost(
            "/webhooks/sendgrid",
            (HttpRequest r, SendGridEndpoint e, CancellationToken c) => e.PostAsync(r, c)
        );
        MapJourneys(api.MapGroup("/journeys"));
        MapSending(api.MapGroup("/journeys"));
        MapInstances(api.MapGroup("/instances"));
        MapTasks(api.MapGroup("/tasks"));
        MapContacts(api.MapGroup("/contacts"));
        api.MapGet(
            "/erasures/{receipt}",
            (ErasureEndpoint e, string receipt, CancellationToken c) => e.GetAsync(receipt, c)
        );
        api.MapGet("/mail", (HttpRequest r, MailEndpoint e, CancellationToken c) => e.ListAsync(r, c));
        api.MapGet("/mail/{id}", (MailEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        MapKeys(api.MapGroup("/keys"));
        api.MapGet("/doctor", (HttpRequest r, DoctorEndpoint e, CancellationToken c) => e.GetAsync(r, c));
        api.MapPost("/doctor/repair", (HttpRequest r, DoctorEndpoint e, CancellationToken c) => e.RepairAsync(r, c));
        MapDeadLetters(api.MapGroup("/dead-letters"));
        api.MapGet("/sending", (SendingEndpoint e, CancellationToken c) => e.ListAsync(c));
        api.MapGet("/health", (HealthEndpoint e, CancellationToken c) => e.GetAsync(c));
        api.MapFallback((HttpRequest r) => Problems.NoSuchAddress(r, "/openapi.json lists the API's addresses."));
        return api;
    }

    private static void MapJourneys(RouteGroupBuilder journeys)
    {
        journeys.MapGet("", (JourneysEndpoint e, CancellationToken c) => e.ListAsync(c));
        journeys.MapGet(
            "/{journey}",
            (HttpRequest r, JourneysEndpoint e, string journey, CancellationToken c) => e.GetAsync(r, journey, c)
        );
        journeys.MapPut(
            "/{journey}",
            (HttpRequest r, JourneysEndpoint e, string journey, CancellationToken c) => e.PutAsync(r, journey, c)
        );
        journeys.MapGet(
            "/{journey}/instances",
            (HttpRequest r, JourneysEndpoint e, string journey, CancellationToken c) => e.InstancesAsync(r, journey, c)
        );
        journeys.MapGet(
            "/{journey}/why-not",
            (HttpRequest r, WhyNotEndpoint e, string journey, CancellationToken c) => e.GetAsync(r, journey, c)
        );
        journeys.MapGet(
            "/{journey}/versions",
            (HttpRequest r, VersionsEndpoint e, string journey, CancellationToken c) => e.ListAsync(r, journey, c)
        );
        journeys.MapGet(
            "/{journey}/versions/{version}",
            (VersionsEndpoint e, string journey, string version, CancellationToken c) => e.GetAsync(journey, version, c)
        );
    }

    private static void MapSending(RouteGroupBuilder journeys) =>
        journeys.MapPost(
            "/{journey}/sending/{action}",
            (HttpRequest r, SendingEndpoint e, string journey, string action, CancellationToken c) =>
                e.PostAsync(r, journey, action, c)
        );

    private static void MapInstances(RouteGroupBuilder instances)
    {
        instances.MapGet("/{id}/record", (RecordEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        instances.MapGet("/{id}", (InstancesEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        instances.MapPost(
            "/{id}/{action}",
            (HttpRequest r, InstancesEndpoint e, string id, string action, CancellationToken c) =>
                e.PostAsync(r, id, action, c)
        );
    }

    private static void MapKeys(RouteGroupBuilder keys)
    {
        keys.MapGet("", (KeysEndpoint e, CancellationToken c) => e.ListAsync(c));
        keys.MapPost("", (HttpRequest r, KeysEndpoint e, CancellationToken c) => e.PostAsync(r, c));
        keys.MapPost(
            "/{id}/rotate",
            (HttpRequest r, KeysEndpoint e, string id, CancellationToken c) => e.RotateAsync(r, id, c)
        );
        keys.MapDelete(
            "/{id}",
            (HttpRequest r, KeysEndpoint e, string id, CancellationToken c) => e.DeleteAsync(r, id, c)
        );
    }

    private static void MapDeadLetters(RouteGroupBuilder letters)
    {
        letters.MapGet("", (HttpRequest r, DeadLettersEndpoint e, CancellationToken c) => e.ListAsync(r, c));
        letters.MapGet("/{id}", (DeadLettersEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        letters.MapPost(
            "/replay",
            (HttpRequest r, DeadLettersEndpoint e, CancellationToken c) => e.ReplayAllAsync(r, c)
        );
        letters.MapPost(
            "/discard",
            (HttpRequest r, DeadLettersEndpoint e, CancellationToken c) => e.DiscardAllAsync(r, c)
        );
        letters.MapPost(
            "/{id}/replay",
            (HttpRequest r, DeadLettersEndpoint e, string id, CancellationToken c) => e.ReplayAsync(r, id, c)
        );
        letters.MapPost(
            "/{id}/discard",
            (HttpRequest r, DeadLettersEndpoint e, string id, CancellationToken c) => e.DiscardAsync(r, id, c)
        );
    }

    private static void MapContacts(RouteGroupBuilder contacts)
    {
        contacts.MapGet(
            "/{id}",
            (HttpRequest r, ContactsEndpoint e, string id, CancellationToken c) => e.GetAsync(r, id, c)
        );
        contacts.MapDelete(
            "/{id}",
            (HttpRequest r, ErasureEndpoint e, string id, CancellationToken c) => e.DeleteAsync(r, id, c)
        );
        contacts.MapGet("/{id}/export", (ExportEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        contacts.MapGet("/{id}/erasure", (ErasureEndpoint e, string id, CancellationToken c) => e.PreviewAsync(id, c));
    }

    private static void MapTasks(RouteGroupBuilder tasks)
    {
        tasks.MapGet("", (HttpRequest r, TasksEndpoint e, CancellationToken c) => e.ListAsync(r, c));
        tasks.MapGet("/{id}", (TasksEndpoint e, string id, CancellationToken c) => e.GetAsync(id, c));
        tasks.MapPost(
            "/{id}/{outcome}",
            (HttpRequest r, TasksEndpoint e, string id, string outcome, CancellationToken c) =>
                e.PostAsync(r, id, outcome, c)
        );
    }
}
