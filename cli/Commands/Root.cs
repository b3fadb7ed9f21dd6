using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Journeys.Cli.Authoring.Diagrams;
using Journeys.Cli.Authoring.Preview;
using Journeys.Cli.Authoring.Scenarios;
using Journeys.Cli.Authoring.Starting;
using Journeys.Cli.Authoring.Validate;
using Journeys.Cli.DeadLetters;
using Journeys.Cli.Explaining;
using Journeys.Cli.Publishing;
using Journeys.Cli.Simulation;

namespace Journeys.Cli.Commands;

/// <summary>The <c>journeys</c> command itself: its commands, its options, and its help.</summary>
internal static class Root
{
    public const string Name = "journeys";

    private const string More = """
        Exit codes:
          0    done
          1    refused by the host, nothing changed, or problems found
          2    the command line makes no sense
          3    no host answers
          4    no such workspace, journey, instance, contact, task, mail or dead letter
          130  Ctrl-C

        Try:
          journeys demo                        see it all happen
          journeys validate                    what is wrong with the journeys in workspace/, all at once
          journeys send --type whitepaper.downloaded --contact mia@example.com --data '{"topic":"energy"}'
          journeys show mia@example.com        where that contact stands, and why

        """;

    public static Command Create(Shell shell)
    {
        var help = new HelpOption { Recursive = true };
        var root = new Command(Name, "Sends events to Journeys, and shows and steers what it does with them.")
        {
            HostCommands.Up(shell),
            HostCommands.Demo(shell),
            SendCommand.Create(shell),
            StatusCommand.Create(shell),
            ShowCommand.Create(shell),
            WhyCommand.Create(shell),
            WhyNotCommand.Create(shell),
            RerunCommand.Create(shell),
            ContactCommand.Create(shell),
            TasksCommand.Create(shell),
            TaskCommand.Create(shell),
            MailCommand.Create(shell),
            NewCommand.Create(shell),
            ValidateCommand.Create(shell),
            TestCommand.Create(shell),
            PreviewCommand.Create(shell),
            DiagramCommand.Create(shell),
            PublishCommand.Create(shell),
            VersionsCommand.Create(shell),
            RollbackCommand.Create(shell),
            SimulateCommand.Create(shell),
            CompareCommand.Create(shell),
            ExportCommand.Create(shell),
            DeadCommand.Create(shell),
            DoctorCommand.Create(shell),
            SendingCommand.Create(shell),
            KeyCommand.Create(shell),
            HealthCommand.Create(shell),
        };
        foreach (var command in OperateCommand.CreateAll(shell))
        {
            root.Add(command);
        }

        root.Add(shell.Url);
        root.Add(shell.Key);
        root.Add(shell.Json);
        root.Add(shell.NoColor);
        root.Add(help);
        root.Add(new VersionOption());
        var action = new HelpWithMore((HelpAction)help.Action!);
        help.Action = action;
        root.SetAction(parsed => action.Invoke(parsed));
        return root;
    }

    /// <summary>The command with those it stands under, without the root: <c>dead replay</c>; the root is <c>journeys</c>.</summary>
    public static string Path(CommandResult command) =>
        command.Parent is CommandResult { Parent: not null } parent
            ? $"{Path(parent)} {command.Command.Name}"
            : command.Command.Name;

    /// <summary>The usual help, with a command's examples; the root's ends with what the exit codes mean and what to try.</summary>
    private sealed class HelpWithMore(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            var (command, output) = (Path(parseResult.CommandResult), parseResult.InvocationConfiguration.Output);
            if (command == Name)
            {
                output.WriteLine(More);
            }
            else if (Examples.Of(command) is { Count: > 0 } examples)
            {
                output.WriteLine($"Examples:{string.Concat(examples.Select(example => $"\n  {example}"))}\n");
            }

            return (int)ExitCode.Done;
        }
    }
}
