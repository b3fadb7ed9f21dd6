using Journeys.Cli.Commands;

namespace Journeys.Cli.Tests.Commands;

/// <summary>The examples in the commands' help.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public void Every_command_has_examples_and_they_can_be_typed()
    {
        var root = Root.Create(new Shell(Surroundings.Silent(TextWriter.Null)));

        Assert.Empty(
            root.Subcommands.Where(command => Examples.Of(command.Name).Count == 0).Select(command => command.Name)
        );
        var wrong =
            from command in root.Subcommands
            from example in Examples.Of(command.Name)
            let typed = example["journeys ".Length..].Split(" > ")[0]
            where root.Parse(typed).Errors.Count > 0
            select $"{example}: {root.Parse(typed).Errors[0].Message}";
        Assert.Empty(wrong);
    }
}
