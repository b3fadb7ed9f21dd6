using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Templates;

/// <summary>What is wrong with one template, told at its places in the author's file.</summary>
/// <param name="text">The template.</param>
/// <param name="bag">Where the findings go.</param>
/// <param name="fixedPlace">The place of all findings, for a template within a JSON text; null for a file of its own.</param>
internal sealed class TemplateFaults(string text, DiagnosticBag bag, Place? fixedPlace)
{
    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Reports an error.</summary>
    /// <param name="at">Where, in characters from the template's beginning.</param>
    public void Add(int at, string code, string message)
    {
        Count++;
        bag.Error(code, fixedPlace ?? PlaceOf(at), message);
    }

    private Place PlaceOf(int at)
    {
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
