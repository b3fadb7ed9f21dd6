using System.CommandLine;
using Journeys.Cli.Commands;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Publishing;

/// <summary>What whoever publishes chose.</summary>
/// <param name="Inside">What becomes of those inside.</param>
/// <param name="Map">For those who are moved: which step follows which.</param>
/// <param name="Yes">Publish without asking.</param>
/// <param name="Wait">Wait until those inside are moved.</param>
/// <param name="By">Who publishes, for the audit.</param>
internal sealed record PublishOptions(
    InsideChoice Inside,
    IReadOnlyDictionary<string, string> Map,
    bool Yes,
    bool Wait,
    string By
)
{
    /// <summary>The files with the choice for those inside.</summary>
    public PublishRequest On(PublishRequest files) => files with { Inside = Inside, Map = Map.Count == 0 ? null : Map };
}

/// <summary>The options of the commands that publish.</summary>
internal sealed class PublishSwitches
{
    private readonly Option<string> inside = new("--inside")
    {
        Description = "What becomes of those who are inside: stay on their version, move to the new one, or finish",
        DefaultValueFactory = _ => "stay",
    };

    private readonly Option<string[]> map = new("--map")
    {
        Description = "With --inside move: whoever stands at the old step comes to the new one; may be repeated",
        HelpName = "old=new",
    };

    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Publish without asking" };

    private readonly Option<bool> noWait = new("--no-wait")
    {
        Description = "Do not wait until those inside are moved; the host goes on by itself",
    };

    private readonly Option<string?> by = new("--by")
    {
        Description = "Who publishes; your user name unless told",
        HelpName = "name",
    };

    public PublishSwitches(Command command)
    {
        inside.AcceptOnlyFromAmong("stay", "move", "finish");
        command.Add(inside);
        command.Add(map);
        command.Add(yes);
        command.Add(noWait);
        command.Add(by);
    }

    /// <summary>What was chosen.</summary>
    /// <exception cref="UsageException">The choice makes no sense.</exception>
    public PublishOptions Chosen(ParseResult parsed, Shell shell)
    {
        var choice = Enum.Parse<InsideChoice>(parsed.GetRequiredValue(inside), ignoreCase: true);
        var steps = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(map) ?? [])
        {
            if (pair.Split('=', StringSplitOptions.TrimEntries) is not [{ Length: > 0 } from, { Length: > 0 } to])
            {
                throw new UsageException($"\"{pair}\" does not say which step follows which: write --map old=new.");
            }

            if (!steps.TryAdd(from, to))
            {
                throw new UsageException($"--map says twice where \"{from}\" leads.");
            }
        }

        if (steps.Count > 0 && choice != InsideChoice.Move)
        {
            throw new UsageException("--map says where those lead who are moved: it needs --inside move.");
        }

        var author = parsed.GetValue(by) ?? shell.Surroundings.User;
        return new(choice, steps, parsed.GetValue(yes), !parsed.GetValue(noWait), author);
    }
}
