using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>The findings as one JSON document; its shape is stable.</summary>
internal static class JsonFormat
{
    public static string Of(Findings findings) =>
        JsonSerializer.Serialize(
            new ValidationJson(findings.Journeys, findings.Errors, findings.Warnings, [.. findings.All.Select(Of)]),
            ValidateJson.Default.ValidationJson
        );

    private static FindingJson Of(Finding found) =>
        new(
            found.Shown.Replace(Path.DirectorySeparatorChar, '/'),
            found.At.Line,
            found.At.Column,
            Diagnostic.Word(found.Severity),
            found.Code,
            found.Message
        );
}

/// <summary>What came of validating.</summary>
/// <param name="Journeys">How many journeys were looked at.</param>
internal sealed record ValidationJson(int Journeys, int Errors, int Warnings, IReadOnlyList<FindingJson> Diagnostics);

/// <summary>One finding.</summary>
/// <param name="File">The file from the current folder, with <c>/</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 characters.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>info</c>.</param>
internal sealed record FindingJson(string File, int Line, int Column, string Severity, string Code, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ValidationJson))]
internal sealed partial class ValidateJson : JsonSerializerContext;
