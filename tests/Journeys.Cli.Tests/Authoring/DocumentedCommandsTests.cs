using System.Text.RegularExpressions;
using Journeys.Cli.Commands;

namespace Journeys.Cli.Tests.Authoring;

/// <summary>What the pages tell people and workflows to type is understood.</summary>
public sealed partial class DocumentedCommandsTests
{
    [Theory]
    [InlineData("docs/authoring.md")]
    [InlineData("docs/github-workflow.yml")]
    [InlineData("README.md")]
    public void Every_command_on_a_page_can_be_typed(string page)
    {
        var shell = new Shell(Surroundings.Silent(TextWriter.Null));
        var root = Root.Create(shell);
        var typed = Typed()
            .Matches(File.ReadAllText(Repository.Folder(page)))
            .Select(found => found.Groups["words"].Value);

        var wrong = typed
            // What follows a remark, a redirection or a placeholder is not typed.
            .Select(words => words.Split(" #")[0].Split(" > ")[0].Trim())
            .Where(words => !words.Contains('<') && !words.Contains('…'))
            .Select(words => (Words: words, root.Parse(words).Errors))
            .Where(parsed => parsed.Errors.Count > 0)
            .Select(parsed => $"journeys {parsed.Words}: {parsed.Errors[0].Message}");

        Assert.Empty(wrong);
        Assert.NotEmpty(typed);
    }

    [GeneratedRegex(
        @"^( {4,}|\s+run: )\./journeys (?<words>.+)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Typed();
}
