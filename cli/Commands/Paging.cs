using System.CommandLine;
using Journeys.Cli.Output;

namespace Journeys.Cli.Commands;

/// <summary>The options of a list: how much of it.</summary>
internal sealed class Paging
{
    private const int Usual = 50;

    private readonly Option<int?> top = new("--top")
    {
        Description = $"How many at most; {Usual} unless told",
        HelpName = "n",
    };

    private readonly Option<bool> all = new("--all") { Description = "All there are" };

    public Paging(Command command)
    {
        top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--top needs a number from 1.");
            }
        });
        command.Add(top);
        command.Add(all);
    }

    /// <summary>How many are wanted; null for all.</summary>
    public int? Wanted(ParseResult parsed) => parsed.GetValue(all) ? null : parsed.GetValue(top) ?? Usual;

    /// <summary>Says that there is more, where there is.</summary>
    public static void Rest(Screen screen, string? next)
    {
        if (next is not null)
        {
            screen.Line();
            screen.Line($"[grey]There are more: --all shows them.[/]");
        }
    }
}
