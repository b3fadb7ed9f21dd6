namespace Journeys.Functions.Tests.Infra;

/// <summary>Pages are read in editors and in reviews too, where a long line is hard to follow.</summary>
public sealed class PageWidthTests
{
    private const int Widest = 170;

    [Fact]
    public void Prose_is_wrapped()
    {
        var pages = Directory.EnumerateFiles(Sources.Path("docs"), "*.md").ToList();
        var wide =
            from page in pages
            from line in Prose(File.ReadAllLines(page))
            where line.Length > Widest
            select $"{Path.GetFileName(page)}: {line}";

        Assert.NotEmpty(pages);
        Assert.Empty(wide);
    }

    // A row of a table cannot be wrapped, and code is written as it is.
    private static IEnumerable<string> Prose(IEnumerable<string> lines)
    {
        var isCode = false;
        foreach (var line in lines)
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            isCode ^= isFence;
            if (!isCode && !isFence && !line.StartsWith('|') && !line.StartsWith("    ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }
}
