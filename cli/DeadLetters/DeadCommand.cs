using System.CommandLine;
using Journeys.Cli.Commands;

namespace Journeys.Cli.DeadLetters;

/// <summary><c>journeys dead</c>: what was given up and waits for a person.</summary>
internal static class DeadCommand
{
    public static Command Create(Shell shell) =>
        new(
            "dead",
            "Dead letters: refused events, unreadable messages and failed effects; look at them, mend and replay them"
        )
        {
            DeadList.Create(shell),
            DeadShow.Create(shell),
            DeadReplay.Create(shell),
            DeadDiscard.Create(shell),
        };

    /// <summary>Who decides, unless told.</summary>
    public static Option<string?> By() =>
        new("--by") { Description = "Who decided; your user name unless told", HelpName = "name" };

    /// <summary>The id of one; the others are chosen by filters.</summary>
    public static Argument<string?> IdOrNone() =>
        new("id")
        {
            Description = "A dead letter's id, from journeys dead list; without it, all that match the filters",
            Arity = ArgumentArity.ZeroOrOne,
        };

    /// <summary>Whether an id or filters were given, and not both.</summary>
    /// <exception cref="UsageException">Both were given, or neither.</exception>
    public static void Check(string? id, DeadFilter filter, ParseResult parsed)
    {
        if (id is not null && filter.IsGiven(parsed))
        {
            throw new UsageException("Give an id, or filters for several, not both.");
        }

        if (id is null && !filter.IsGiven(parsed))
        {
            throw new UsageException(
                "Give an id, or say which ones: --all, or filters such as --kind, --reason, --source and --since."
            );
        }
    }
}
