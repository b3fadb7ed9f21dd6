using System.Text.Json;
using System.Text.RegularExpressions;
using Journeys.Cli.Authoring;

namespace Journeys.Cli.Tests.Authoring;

/// <summary>The page <c>docs/diagnostics.md</c> and the program are held to each other.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] Source = ["orchestrations", "runtime", "cli"];

    // Who may read a file cannot be said in an example, nor what a host knows.
    private static readonly string[] WithoutExample = ["J011", "J450", "J451", "J452", "J453", "J454"];

    public static TheoryData<string> Codes => [.. Catalogue.All.Select(entry => entry.Code)];

    [Fact]
    public void Every_code_of_the_program_is_on_the_page_and_every_code_of_the_page_is_in_the_program()
    {
        var used = Source
            .SelectMany(folder =>
                Directory.EnumerateFiles(Repository.Folder(folder), "*.cs", SearchOption.AllDirectories)
            )
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(used, Catalogue.All.Select(entry => entry.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_example_gives_exactly_its_code(string code)
    {
        var example = CatalogueExample.In(code, Catalogue.Find(code)!.Text);
        if (WithoutExample.Contains(code))
        {
            Assert.Null(example);
            return;
        }

        using var written = example!.Write();
        var ran = await written.RunAsync("validate", "--json");

        using var document = JsonDocument.Parse(ran.Output);
        var found = document.RootElement.GetProperty("diagnostics").EnumerateArray();
        var codes = found.Select(finding => finding.GetProperty("code").GetString()).Distinct();
        Assert.True(codes.SequenceEqual(example.Codes), $"expected {code} alone, found {ran.Output}");
    }

    [Fact]
    public async Task The_page_is_read_from_the_command_line()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "validate", "--explain", "j401");

        Assert.Equal(
            new Ran(
                0,
                """
                J401 A mail without a subject

                Write it into `<title>…</title>` of the HTML.

                ```html hello.html
                <p>Hello. {{unsubscribeUrl}}</p>
                ```
                """,
                ""
            ),
            ran
        );
    }

    [GeneratedRegex("\"(?<code>J[0-9]{3})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
