using System.CommandLine;
using Journeys.Cli.Commands;

namespace Journeys.Cli.Tests.Commands;

/// <summary>The examples in the commands' help.</summary>
public sealed class ExamplesTests
{
    private readonly Command root = Root.Create(new Shell(Surroundings.Silent(TextWriter.Null)));

    [Fact]
    public void Every_command_has_examples_and_no_example_is_of_another() =>
        Assert.Equal(root.Subcommands.SelectMany(Paths).Order(), Examples.Commands.Order());

    [Fact]
    public void Examples_can_be_typed()
    {
        var wrong =
            from command in Examples.Commands
            from example in Examples.Of(command)
            let typed = example["journeys ".Length..].Split(" > ")[0]
            where root.Parse(typed).Errors.Count > 0
            select $"{example}: {root.Parse(typed).Errors[0].Message}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void Examples_of_a_command_are_about_it() =>
        Assert.All(
            Examples.Commands,
            command => Assert.All(Examples.Of(command), example => Assert.StartsWith($"journeys {command}", example))
        );

    // The command, and those under it: "dead", "dead replay".
    private static IEnumerable<string> Paths(Command command) =>
        command.Subcommands.SelectMany(Paths).Select(path => $"{command.Name} {path}").Prepend(command.Name);
}
