using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>One thing that is wrong in a file of the workspace, with the file as we are to be told of it.</summary>
/// <param name="Full">The file, in full.</param>
/// <param name="Shown">The file, from the current folder.</param>
/// <param name="Severity">How bad it is, after <c>--warnings-as-errors</c>.</param>
internal sealed record Finding(string Full, string Shown, Severity Severity, string Code, Place At, string Message)
{
    /// <summary>The finding of a diagnostic whose file is a path from the workspace.</summary>
    public static Finding Of(Diagnostic found, string workspace, string from, bool strict)
    {
        var full = Path.GetFullPath(Path.Combine(workspace, found.File));
        var severity = strict && found.Severity == Severity.Warning ? Severity.Error : found.Severity;
        return new(full, Path.GetRelativePath(from, full), severity, found.Code, found.At, found.Message);
    }
}

/// <summary>What came of validating.</summary>
/// <param name="Journeys">How many journeys were looked at.</param>
/// <param name="All">What was found, file by file in the order of the text.</param>
internal sealed record Findings(int Journeys, IReadOnlyList<Finding> All)
{
    public int Errors => All.Count(found => found.Severity == Severity.Error);

    public int Warnings => All.Count(found => found.Severity == Severity.Warning);
}
