using System.Text.RegularExpressions;

namespace Journeys.Functions.Tests.Infra;

/// <summary>Pages name the tests that hold what they promise; each of those must be there.</summary>
public sealed partial class NamedTestsTests
{
    [Theory]
    [InlineData("security.md")]
    [InlineData("faults.md")]
    public void Every_test_that_a_page_names_exists(string page)
    {
        var tests = Directory
            .EnumerateFiles(Sources.Path("tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = Named().Matches(Sources.Text("docs", page)).Select(match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(named);
        Assert.Equal(named.Where(tests.Contains), named);
    }

    [GeneratedRegex(@"`(?<name>[A-Z][a-z]*(_[A-Za-z0-9]+){3,})`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"public (async Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Method();
}
