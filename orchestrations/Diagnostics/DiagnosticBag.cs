namespace Journeys.Orchestrations.Diagnostics;

/// <summary>Gathers the findings of one file, in the order in which they were made.</summary>
/// <param name="file">The file, as the author knows it.</param>
public sealed class DiagnosticBag(string file)
{
    private readonly List<Diagnostic> items = [];

    /// <summary>The file that the findings are about.</summary>
    public string File => file;

    public IReadOnlyList<Diagnostic> Items => items;

    /// <summary>Whether anything was found that stops the file from being used.</summary>
    public bool HasErrors { get; private set; }

    public void Error(string code, Place at, string message)
    {
        HasErrors = true;
        items.Add(new(code, Severity.Error, file, at, message));
    }

    public void Warning(string code, Place at, string message) =>
        items.Add(new(code, Severity.Warning, file, at, message));

    public void Information(string code, Place at, string message) =>
        items.Add(new(code, Severity.Information, file, at, message));
}
