using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Templates;

/// <summary>What is wrong with one template, told at its places in the author's file.</summary>
/// <param name="text">The template.</param>
/// <param name="bag">Where the findings go.</param>
/// <param name="fixedPlace">The place of all findings, for a template within a JSON text; null for a file of its own.</param>
internal sealed class TemplateFaults(string text, DiagnosticBag bag, Place? fixedPlace)
{
    /// <summary>The most findings that are told of one template; more help nobody.</summary>
    private const int Limit = 50;

    private readonly List<(int At, string Code, string Message)> found = [];

    /// <summary>Whether there are any.</summary>
    public bool Any => found.Count > 0;

    /// <summary>Notes an error.</summary>
    /// <param name="at">Where, in characters from the template's beginning.</param>
    public void Add(int at, string code, string message)
    {
        found.Add((at, code, message));
    }

    /// <summary>Puts them into the bag, in the order in which they stand in the file.</summary>
    public void Tell()
    {
        foreach (var (at, code, message) in found.OrderBy(fault => fault.At).Take(Limit))
        {
            bag.Error(code, fixedPlace ?? PlaceOf(at), message);
        }

        if (found.Count > Limit)
        {
            bag.Error(
                "J411",
                fixedPlace ?? Place.Start,
                $"there are {found.Count - Limit} more findings: mend these first"
            );
        }
    }

    private Place PlaceOf(int at)
    {
        var before = text.AsSpan(0, Math.Min(at, text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
