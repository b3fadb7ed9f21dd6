using System.Collections.Frozen;

namespace Journeys.Cli.Authoring;

/// <summary>
/// The catalogue of findings, <c>docs/diagnostics.md</c>: a section for each code, whose heading is
/// <c>### J107 · The title</c>.
/// </summary>
internal static class Catalogue
{
    private const string Resource = "diagnostics.md";

    private static readonly Lazy<FrozenDictionary<string, CatalogueEntry>> Entries = new(Read);

    /// <summary>Every code, in the order of the page.</summary>
    public static IEnumerable<CatalogueEntry> All =>
        Entries.Value.Values.OrderBy(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>What the catalogue says of a code; null when it knows none such.</summary>
    public static CatalogueEntry? Find(string code) => Entries.Value.GetValueOrDefault(code);

    private static FrozenDictionary<string, CatalogueEntry> Read()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var page = reader.ReadToEnd().ReplaceLineEndings("\n");
        return page.Split("\n### ")
            .Skip(1)
            .Select(Entry)
            .ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
    }

    private static CatalogueEntry Entry(string section)
    {
        // The next chapter's heading is no part of the section before it.
        var own = section.Split("\n## ")[0];
        var heading = own.Split('\n')[0];
        var (code, title) = (heading[..4], heading[4..].TrimStart(' ', '·'));
        return new(code, title, own[heading.Length..].Trim('\n'));
    }
}

/// <summary>What the catalogue says of one code.</summary>
/// <param name="Code">The code: <c>J107</c>.</param>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Text">Meaning, example and remedy, as Markdown.</param>
internal sealed record CatalogueEntry(string Code, string Title, string Text);
