using Journeys.Cli.Output;

namespace Journeys.Cli.Explaining;

/// <summary>Two ways of one contact side by side: the one that was recorded, and the one through another version.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Contact">The contact.</param>
/// <param name="With">What the other version is called.</param>
/// <param name="Same">Whether both ways are the same.</param>
/// <param name="PartsAt">The step at which they part; null when they do not.</param>
/// <param name="Rows">The stations, those that are alike in one row.</param>
/// <param name="Stands">How the contact stands.</param>
/// <param name="WouldStand">How it would stand.</param>
/// <param name="Remarks">What to bear in mind.</param>
internal sealed record RerunReport(
    string Instance,
    string Contact,
    string With,
    bool Same,
    string? PartsAt,
    IReadOnlyList<RerunRow> Rows,
    string Stands,
    string WouldStand,
    IReadOnlyList<string> Remarks
)
{
    /// <summary>Puts two ways side by side.</summary>
    public static IReadOnlyList<RerunRow> Beside(IReadOnlyList<Station> one, IReadOnlyList<Station> other)
    {
        var length = Common(one, other);
        var rows = new List<RerunRow>();
        var (i, j) = (0, 0);
        while (i < one.Count || j < other.Count)
        {
            if (i < one.Count && j < other.Count && one[i].IsLike(other[j]))
            {
                rows.Add(new(one[i++], other[j++]));
            }
            else if (j >= other.Count || (i < one.Count && length[i + 1, j] >= length[i, j + 1]))
            {
                rows.Add(new(one[i++], null));
            }
            else
            {
                rows.Add(new(null, other[j++]));
            }
        }

        return rows;
    }

    public void Print(Screen screen, When when)
    {
        screen.Line($"[bold]{Contact}[/], {Instance}");
        var list = new Listing().Word("").Word("").Text("RECORDED").Word("").Text($"WITH {With}");
        foreach (var row in Rows)
        {
            var (sign, colour) =
                row is { Recorded: not null, Other: not null } ? ("", (string?)null)
                : row.Other is null ? ("-", "red")
                : ("+", "green");
            list.Row(
                new(sign, colour),
                new(row.Recorded is null ? "" : when.At(row.Recorded.At), "grey"),
                new(Words(row.Recorded), colour),
                new(row.Other is null ? "" : when.At(row.Other.At), "grey"),
                new(Words(row.Other), colour)
            );
        }

        list.Print(screen);
        screen.Line();
        screen.Line($"It is {Stands}; with {With} it would be {WouldStand}.");
        if (Same)
        {
            screen.Line($"[green]Both go the same way.[/]");
        }
        else if (PartsAt is { } step)
        {
            screen.Line($"[yellow]They part at {step}.[/]");
        }

        foreach (var remark in Remarks)
        {
            screen.Line($"[grey]{remark}[/]");
        }
    }

    private static string Words(Station? station) =>
        station is null ? ""
        : station.To is null ? $"{station.Step}: {station.Because}"
        : $"{station.Step} → {station.To}: {station.Because}";

    // The length of the longest way that both have in common from each pair of stations on.
    private static int[,] Common(IReadOnlyList<Station> one, IReadOnlyList<Station> other)
    {
        var length = new int[one.Count + 1, other.Count + 1];
        for (var i = one.Count - 1; i >= 0; i--)
        {
            for (var j = other.Count - 1; j >= 0; j--)
            {
                length[i, j] = one[i].IsLike(other[j])
                    ? length[i + 1, j + 1] + 1
                    : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length;
    }
}

/// <summary>Two stations that are alike, or one that the other way does not have.</summary>
internal sealed record RerunRow(Station? Recorded, Station? Other);
