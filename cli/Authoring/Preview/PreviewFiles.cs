using System.Net;
using System.Text.RegularExpressions;
using Journeys.Runtime.Mail;

namespace Journeys.Cli.Authoring.Preview;

/// <summary>The files of a preview, in full.</summary>
internal sealed partial record PreviewFiles(string Html, string Text)
{
    private const string Style = "background:#ffd83d;color:#5a1a00;padding:0 3px;border-radius:3px;font-weight:600";

    /// <summary>Writes them into the folder that is wanted, or a new temporary one that nobody else may look into or has made before.</summary>
    public static PreviewFiles Write(Surroundings surroundings, Wanted wanted, MailPreview preview)
    {
        var folder = wanted.Into is { } into
            ? Path.GetFullPath(into, surroundings.Folder)
            : Directory.CreateTempSubdirectory("journeys-preview-").FullName;
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, $"{wanted.Journey}-{wanted.Mail}");
        var files = new PreviewFiles($"{name}.html", $"{name}.txt");
        File.WriteAllText(files.Html, Marked(preview.Content.Html));
        File.WriteAllText(files.Text, preview.Content.Text);
        return files;
    }

    // Outside of tags a missing value is shown; within them, as in a link's address, its name has to do.
    private static string Marked(string html) =>
        TagOrMissing()
            .Replace(
                html,
                found =>
                    found.Value[0] == '<'
                        ? found.Value
                        : $"<mark style=\"{Style}\" title=\"not known\">{WebUtility.HtmlEncode(found.Value)}</mark>"
            );

    [GeneratedRegex(
        "<(?<head>title|style)\\b.*?</\\k<head>>|<!--.*?-->|<[^>]*>|⟦[^⟧]*⟧",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000
    )]
    private static partial Regex TagOrMissing();
}
