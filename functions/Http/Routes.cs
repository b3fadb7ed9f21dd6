using Microsoft.AspNetCore.Http;

namespace Journeys.Functions.Http;

/// <summary>
/// The addresses of the functions, below the address of the app: host.json leaves out the prefix that Functions puts before
/// them. They are those of <see cref="Runtime.Api.ApiRoutes"/>.
/// </summary>
internal static class Routes
{
    public const string Events = "api/events";
    public const string SendGrid = "api/webhooks/sendgrid";
    public const string Journeys = "api/journeys";
    public const string Journey = "api/journeys/{journey}";
    public const string JourneyInstances = "api/journeys/{journey}/instances";
    public const string Versions = "api/journeys/{journey}/versions";
    public const string Version = "api/journeys/{journey}/versions/{version}";
    public const string WhyNot = "api/journeys/{journey}/why-not";
    public const string Sending = "api/sending";
    public const string SendingAction = "api/journeys/{journey}/sending/{action}";
    public const string InstanceRecord = "api/instances/{id}/record";
    public const string Instance = "api/instances/{id}";
    public const string InstanceAction = "api/instances/{id}/{action}";
    public const string Tasks = "api/tasks";
    public const string Task = "api/tasks/{id}";
    public const string TaskOutcome = "api/tasks/{id}/{outcome}";
    public const string Contact = "api/contacts/{id}";
    public const string ContactExport = "api/contacts/{id}/export";
    public const string ContactErasure = "api/contacts/{id}/erasure";
    public const string Erasure = "api/erasures/{receipt}";
    public const string Mails = "api/mail";
    public const string Mail = "api/mail/{id}";
    public const string Keys = "api/keys";
    public const string Key = "api/keys/{id}";
    public const string KeyRotation = "api/keys/{id}/rotate";
    public const string DeadLetters = "api/dead-letters";
    public const string DeadLettersReplay = "api/dead-letters/replay";
    public const string DeadLettersDiscard = "api/dead-letters/discard";
    public const string DeadLetter = "api/dead-letters/{id}";
    public const string DeadLetterReplay = "api/dead-letters/{id}/replay";
    public const string DeadLetterDiscard = "api/dead-letters/{id}/discard";
    public const string Doctor = "api/doctor";
    public const string DoctorRepair = "api/doctor/repair";
    public const string Health = "api/health";
    public const string Unsubscribe = "unsubscribe";
    public const string Preferences = "preferences";
    public const string Decide = "decide";
    public const string AnythingElse = "api/{*path}";

    /// <summary>
    /// A part of the address, as ASP.NET Core's routing in the worker read it. A parameter of the function would come by way
    /// of the Functions host, which makes dates and numbers of texts that look like some.
    /// </summary>
    public static string Part(this HttpRequest request, string name) => (string)request.RouteValues[name]!;
}
