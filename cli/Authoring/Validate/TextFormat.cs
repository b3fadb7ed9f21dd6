using Journeys.Cli.Output;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary>
/// Lines as a compiler writes them: <c>file:line:column error J107: message</c>. On a terminal with colours, and with the
/// line that is meant and a caret under the place.
/// </summary>
internal sealed class TextFormat(Surroundings surroundings, Screen screen)
{
    private readonly Dictionary<string, string[]> lines = new(StringComparer.Ordinal);

    public void Print(Findings findings)
    {
        foreach (var found in findings.All)
        {
            Print(found);
        }
    }

    private void Print(Finding found)
    {
        var place = $"{found.Shown}:{found.At}";
        switch (found.Severity)
        {
            case Severity.Error:
                screen.Line($"{place} [red]error[/] [bold]{found.Code}[/]: {found.Message}");
                break;
            case Severity.Warning:
                screen.Line($"{place} [yellow]warning[/] [bold]{found.Code}[/]: {found.Message}");
                break;
            default:
                screen.Line($"{place} [blue]info[/] [bold]{found.Code}[/]: {found.Message}");
                break;
        }

        if (surroundings.OutputIsTerminal && LineOf(found) is { Length: > 0 } line)
        {
            Point(line, found.At.Column - 1);
        }
    }

    // The part of the line around the place, as much as the terminal is wide.
    private void Point(string line, int column)
    {
        const int Indent = 4;
        var room = Math.Max(20, screen.Width - Indent - 1);
        column = Math.Min(column, line.Length);
        var from = Math.Max(0, Math.Min(column - (room / 2), line.Length - room));
        var part = line.Substring(from, Math.Min(room, line.Length - from));
        var blanks = new string(' ', Indent);
        var gap = new string(' ', Measure.Text(Clean.Line(part[..(column - from)])));
        screen.Line($"{blanks}[grey]{part}[/]");
        screen.Line($"{blanks}{gap}[green]^[/]");
    }

    private string? LineOf(Finding found)
    {
        if (!lines.TryGetValue(found.Full, out var text))
        {
            lines[found.Full] = text = Read(found.Full);
        }

        return found.At.Line <= text.Length ? text[found.At.Line - 1].Replace('\t', ' ') : null;
    }

    private static string[] Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return info.Exists && info.Length <= Runtime.Catalog.WorkspaceText.SizeLimit
                ? File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n')
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
