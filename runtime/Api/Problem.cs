using System.Text.Json.Serialization;

namespace Journeys.Runtime.Api;

/// <summary>
/// An error of the API: RFC 9457 problem details (<c>application/problem+json</c>) with two members of our own.
/// </summary>
/// <param name="Type">What kind of problem: a URI reference; <c>about:blank</c> when the status says it all.</param>
/// <param name="Title">The kind of problem in a few words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time, and what to do.</param>
/// <param name="Errors">What is wrong with the request, one sentence each; absent when <c>Detail</c> says it all.</param>
/// <param name="Diagnostics">
/// What is wrong with the files to publish, one line each, as a compiler says it:
/// <c>whitepaper-nurture/journey.json:14:22 error J107: …</c>.
/// </param>
public sealed record Problem(
    string? Type = null,
    string? Title = null,
    int? Status = null,
    string? Detail = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Errors = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Diagnostics = null
)
{
    /// <summary>The media type of a problem.</summary>
    public const string MediaType = "application/problem+json";
}
