namespace Journeys.Orchestrations.Diagnostics;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>The file cannot be used as it is.</summary>
    Error,

    /// <summary>The file can be used; somebody should look at it.</summary>
    Warning,

    /// <summary>Nothing is wrong; it is good to know.</summary>
    Information,
}

/// <summary>One finding in a file that an author wrote.</summary>
/// <param name="Code">What kind of finding it is: <c>J107</c>. A code never changes its meaning.</param>
/// <param name="Severity">Whether it stops the file from being used.</param>
/// <param name="File">The file, as the author knows it.</param>
/// <param name="At">Where in the file.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record Diagnostic(string Code, Severity Severity, string File, Place At, string Message)
{
    /// <summary>The line that editors and build logs recognise: <c>file:line:column error J107: message</c>.</summary>
    public override string ToString() => $"{File}:{At} {Word(Severity)} {Code}: {Message}";

    /// <summary>A severity as it is written: <c>error</c>, <c>warning</c>, <c>info</c>.</summary>
    public static string Word(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "info",
        };
}
