using System.Globalization;
using Journeys.Runtime.Access;
using Journeys.Runtime.Catalog;
using Journeys.Runtime.Tables;
using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>Errors of the API as problem details (RFC 9457). Each says what is wrong and what to do.</summary>
public static class Problems
{
    public static IResult BadRequest(string detail, IReadOnlyList<string>? errors = null) =>
        Of(StatusCodes.Status400BadRequest, "The request cannot be understood", detail, errors);

    public static IResult Unauthorized() =>
        Of(
            StatusCodes.Status401Unauthorized,
            "The key is missing or wrong",
            "Send a key of this host in the header X-Api-Key, or as Authorization: Bearer. journeys key create makes one."
        );

    /// <summary>The key is known, and not for this.</summary>
    public static IResult Forbidden(Caller caller, Role needed) =>
        Of(
            StatusCodes.Status403Forbidden,
            "The key is not for this",
            $"This needs the role {RoleWords.Of(needed)}; the key of {caller.Name} has {string.Join(", ", caller.Roles.Select(RoleWords.Of))}. "
                + "An admin makes another with journeys key create."
        );

    /// <summary>Somebody asks too often.</summary>
    /// <param name="http">The request, whose answer says when to come again.</param>
    /// <param name="wait">How long to wait.</param>
    public static IResult TooManyRequests(HttpContext http, TimeSpan wait) =>
        Later(http, wait, "Too many requests came from here in the last minute. Nothing was done.");

    /// <summary>Too many wrong keys came from an address.</summary>
    public static IResult TooManyWrongKeys(HttpContext http, TimeSpan wait) =>
        Later(http, wait, "Too many wrong keys came from here in the last minute, so no more are looked at for now.");

    public static IResult AddressTooLong(string detail) =>
        Of(StatusCodes.Status414UriTooLong, "The address is too long", detail);

    public static IResult HeadersTooLarge(string detail) =>
        Of(StatusCodes.Status431RequestHeaderFieldsTooLarge, "The headers are too large", detail);

    /// <summary>What came is not signed by whom it should be.</summary>
    public static IResult Unsigned(string detail) =>
        Of(StatusCodes.Status401Unauthorized, "The signature is missing or wrong", detail);

    /// <summary>An address that takes nothing until somebody sets it up.</summary>
    public static IResult Closed(string detail) => Of(StatusCodes.Status403Forbidden, "This address is closed", detail);

    /// <summary>There is nothing under this name.</summary>
    /// <param name="what">What was asked for: <c>task</c>.</param>
    /// <param name="name">Its name or id.</param>
    /// <param name="advice">Where to find what there is.</param>
    public static IResult NotFound(string what, string name, string advice) =>
        Of(StatusCodes.Status404NotFound, $"There is no such {what}", $"There is no {what} \"{name}\". {advice}");

    /// <summary>The API has no such address, or not for this method.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="advice">Where to find what there is.</param>
    public static IResult NoSuchAddress(HttpRequest request, string advice)
    {
        if (ApiAddress.Methods(request.Path.Value ?? "") is not { Count: > 0 } methods)
        {
            return NotFound("address", $"{request.Method} {request.Path}", advice);
        }

        // RFC 9110, section 15.5.6: the answer must name what would be allowed.
        var allowed = string.Join(", ", methods);
        request.HttpContext.Response.Headers.Allow = allowed;
        return Of(
            StatusCodes.Status405MethodNotAllowed,
            "The address is not for this method",
            $"{request.Path} is asked with {allowed}, not with {request.Method}. {advice}"
        );
    }

    public static IResult TooLarge(string detail) =>
        Of(StatusCodes.Status413PayloadTooLarge, "The request is too large", detail);

    public static IResult WrongContentType(string detail) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "The content type is not one of ours", detail);

    /// <summary>Something else is live than the request expects.</summary>
    /// <param name="journey">The journey.</param>
    /// <param name="live">What is live now; null: nothing.</param>
    public static IResult Overtaken(string journey, LiveJourney? live) =>
        Of(
            StatusCodes.Status412PreconditionFailed,
            "Something else is live than you know",
            live is null
                ? $"Nothing is live under the name {journey}. Nothing was changed."
                : $"Version {live.Version} of {journey} is live since {live.PublishedAt:uuuu-MM-dd HH:mm 'UTC'}, published by "
                    + $"{live.By}. Nothing was changed: look at it, then publish again."
        );

    /// <summary>The files cannot be published.</summary>
    /// <param name="detail">What to do.</param>
    /// <param name="diagnostics">What is wrong, one line each.</param>
    public static IResult Unpublishable(string detail, IReadOnlyList<string> diagnostics) =>
        Of(StatusCodes.Status422UnprocessableEntity, "The journey has errors", detail, diagnostics: diagnostics);

    public static IResult Unprocessable(string detail) =>
        Of(StatusCodes.Status422UnprocessableEntity, "The request cannot be carried out", detail);

    /// <summary>The problem that an exception stands for; null when the fault is ours, and nothing is known of it.</summary>
    public static IResult? From(Exception exception) =>
        exception switch
        {
            StorageUnavailableException => Of(
                StatusCodes.Status503ServiceUnavailable,
                "The store does not answer",
                $"{exception.Message} Whether the request was carried out is unknown; sending it again does no harm."
            ),
            PageTokenException => BadRequest(exception.Message),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(
                "The body is larger than this host accepts."
            ),
            BadHttpRequestException bad => Of(bad.StatusCode, "The request cannot be understood", bad.Message),
            _ => null,
        };

    /// <summary>Something is broken here; the log says what.</summary>
    public static IResult Ours() =>
        Of(
            StatusCodes.Status500InternalServerError,
            "Something is broken here",
            "The fault is the host's, and its log says what it is. Sending the request again does no harm."
        );

    private static IResult Later(HttpContext http, TimeSpan wait, string what)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = seconds;
        return Of(
            StatusCodes.Status429TooManyRequests,
            "Too many requests",
            $"{what} Come again in {seconds} seconds."
        );
    }

    private static IResult Of(
        int status,
        string title,
        string detail,
        IReadOnlyList<string>? errors = null,
        IReadOnlyList<string>? diagnostics = null
    ) =>
        Results.Json(
            new Problem("about:blank", title, status, detail, errors, diagnostics),
            ApiJson.Answers.Problem,
            Problem.MediaType,
            status
        );
}
