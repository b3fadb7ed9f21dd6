using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Cli.Authoring.Validate;

/// <summary><c>journeys validate</c>: tells everything that is wrong with the files of a workspace, without a host.</summary>
internal static class ValidateCommand
{
    private static readonly string[] Formats = ["text", "github", "sarif", "json"];

    public static Command Create(Shell shell)
    {
        var what = new Argument<string[]>("journey")
        {
            Description = "Journeys by name, or files and folders; all journeys unless told",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var format = new Option<string?>("--format")
        {
            Description = "text, github (annotations), sarif (2.1.0) or json; --json is --format json",
            HelpName = "format",
        };
        format.AcceptOnlyFromAmong(Formats);
        var strict = new Option<bool>("--warnings-as-errors") { Description = "End with code 1 on warnings, too" };
        var explain = new Option<string?>("--explain")
        {
            Description = "Print what the catalogue says of a code, and check nothing",
            HelpName = "code",
        };
        var command = new Command(
            "validate",
            "Tell everything that is wrong with journeys, all at once, without a host"
        )
        {
            what,
            shell.Dir,
            format,
            strict,
            explain,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(explain) is { } code)
            {
                return Explain(shell.Screen(parsed), code);
            }

            var chosen = Format(parsed.GetValue(format), parsed.GetValue(shell.Json));
            var (targets, dir) = (parsed.GetValue(what) ?? [], parsed.GetValue(shell.Dir));
            var findings = Find(shell.Surroundings, targets, dir, parsed.GetValue(strict));
            Print(findings, chosen, shell.Surroundings, shell.Screen(parsed));
            return (int)(findings.Errors > 0 ? ExitCode.Problems : ExitCode.Done);
        });
        return command;
    }

    private static string Format(string? format, bool json) =>
        json && format is not (null or "json")
            ? throw new UsageException($"--json and --format {format} are two formats; choose one.")
            : format ?? (json ? "json" : "text");

    private static Findings Find(Surroundings surroundings, string[] named, string? dir, bool strict)
    {
        var targets =
            named.Length > 0
                ? named.Select(name => Target.Of(name, surroundings, dir)).ToList()
                : [new Target(OfflineWorkspace.FolderOf(surroundings, dir), null, null)];
        var (journeys, all) = (0, new List<Finding>());
        foreach (var group in targets.GroupBy(target => target.Workspace))
        {
            var workspace = OfflineWorkspace.Load(group.Key);
            foreach (var name in group.Select(target => target.Journey).OfType<string>())
            {
                _ = workspace.Find(name);
            }

            journeys += group.Any(target => target.Journey is null)
                ? workspace.Journeys.Length
                : group.Select(target => target.Journey).Distinct().Count();
            all.AddRange(
                WholeWorkspace
                    .Judge(workspace)
                    .Where(found => group.Any(target => target.Concerns(found)))
                    .Select(found => Finding.Of(found, group.Key, surroundings.Folder, strict))
            );
        }

        return new(journeys, all);
    }

    private static void Print(Findings findings, string format, Surroundings surroundings, Screen screen)
    {
        switch (format)
        {
            case "github":
                new GitHubFormat(surroundings).Print(findings);
                break;
            case "sarif":
                screen.Document(SarifFormat.Of(findings));
                break;
            case "json":
                screen.Document(JsonFormat.Of(findings));
                break;
            default:
                new TextFormat(surroundings, screen).Print(findings);
                break;
        }

        screen.Advice(
            $"{Count(findings.Journeys, "journey")}: {Count(findings.Errors, "error")}, {Count(findings.Warnings, "warning")}"
        );
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static int Explain(Screen screen, string code)
    {
        var entry =
            Catalogue.Find(code.ToUpperInvariant())
            ?? throw new NotThereException(
                $"There is no code \"{code}\".{DidYouMean.For(code, Catalogue.All.Select(known => known.Code))}"
            );
        screen.Line($"[bold]{entry.Code}[/] {entry.Title}");
        screen.Line();
        screen.Lines(entry.Text);
        return (int)ExitCode.Done;
    }
}
