using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>
/// Workflow commands that GitHub Actions shows as annotations beside the lines of a pull request:
/// <c>::error file=…,line=…,col=…,title=J107::message</c>. Escaped as GitHub's toolkit does: <c>%</c> and line breaks
/// everywhere, in properties also <c>:</c> and <c>,</c>.
/// </summary>
internal sealed class GitHubFormat(Surroundings surroundings)
{
    public void Print(Findings findings)
    {
        foreach (var found in findings.All)
        {
            var file = Property(FromCheckout(found).Replace(Path.DirectorySeparatorChar, '/'));
            surroundings.Output.WriteLine(
                $"::{Word(found.Severity)} file={file},line={found.At.Line},col={found.At.Column},"
                    + $"title={Property(found.Code)}::{Data($"{found.Code}: {found.Message}")}"
            );
        }
    }

    // GitHub counts paths from where it checked the repository out.
    private string FromCheckout(Finding found) =>
        surroundings.Variable("GITHUB_WORKSPACE") is { Length: > 0 } checkout
        && Path.GetRelativePath(checkout, found.Full) is var path
        && !path.StartsWith("..", StringComparison.Ordinal)
            ? path
            : found.Shown;

    private static string Word(Severity severity) =>
        severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        };

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
