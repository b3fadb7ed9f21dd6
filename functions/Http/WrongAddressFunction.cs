using Journeys.Runtime.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Journeys.Functions.Http;

/// <summary>
/// Answers every address below <c>/api</c> that is none. The Functions host tries functions in the order of their names and
/// takes the first that fits, so this one's name must be the last.
/// Source: github.com/Azure/azure-functions-host/issues/9876.
/// </summary>
public static class WrongAddressFunction
{
    public const string Name = "WrongAddress";

    [Function(Name)]
    public static IResult Answer(
        [HttpTrigger(AuthorizationLevel.Function, Route = Routes.AnythingElse)] HttpRequest request
    ) => Problems.NoSuchAddress(request, "The API's addresses are listed in docs/azure.md.");
}
