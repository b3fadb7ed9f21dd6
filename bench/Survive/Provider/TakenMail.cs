using System.Text.Json;

namespace Journeys.Bench.Survive.Provider;

/// <summary>A mail that the provider took, as far as it can tell one from another.</summary>
/// <param name="Message">The provider's own id.</param>
/// <param name="Effect">The id of the effect that sent it.</param>
/// <param name="To">The address.</param>
/// <param name="Step">The step that sent it.</param>
/// <param name="Arguments">Everything that travelled with it and comes back in events.</param>
internal sealed record TakenMail(
    string Message,
    string Effect,
    string To,
    string Step,
    IReadOnlyDictionary<string, string> Arguments
)
{
    /// <summary>Reads a request of <c>POST /v3/mail/send</c>.</summary>
    public static TakenMail Read(JsonElement request, string message)
    {
        var person = request.GetProperty("personalizations")[0];
        var arguments = person
            .GetProperty("custom_args")
            .EnumerateObject()
            .ToDictionary(argument => argument.Name, argument => argument.Value.GetString()!, StringComparer.Ordinal);
        return new(
            message,
            arguments["journeys_effect"],
            person.GetProperty("to")[0].GetProperty("email").GetString()!,
            arguments["journeys_step"],
            arguments
        );
    }
}
