using Microsoft.AspNetCore.Http;

namespace Journeys.Runtime.Api;

/// <summary>What every answer says besides its content.</summary>
public static class ApiAnswers
{
    private const string RetryAfterSeconds = "5";

    /// <summary>
    /// Browsers shall not guess what an answer is, and a caller who came at a bad moment is told when to come again.
    /// </summary>
    public static void Advise(this HttpResponse response) =>
        response.OnStarting(() =>
        {
            response.Headers.XContentTypeOptions = "nosniff";
            if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            {
                response.Headers.RetryAfter = RetryAfterSeconds;
            }

            return Task.CompletedTask;
        });
}
