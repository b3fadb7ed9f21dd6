using System.CommandLine;
using System.Globalization;
using Journeys.Cli.Commands;
using NodaTime;
using NodaTime.Text;

namespace Journeys.Cli.Simulation;

/// <summary>What a simulation is asked for, on the command line; <c>simulate</c> and <c>compare</c> share it.</summary>
internal sealed class SimulateOptions
{
    private const long MostContacts = 100_000_000;

    // Five years: longer than any journey waits.
    private const int MostDays = 1830;

    private readonly Option<long> contacts = new("--contacts")
    {
        Description = "How many contacts; 10000 unless told",
        HelpName = "n",
        DefaultValueFactory = _ => 10_000,
    };

    private readonly Option<int> days = new("--days")
    {
        Description = "How many days; 180 unless told",
        HelpName = "n",
        DefaultValueFactory = _ => 180,
    };

    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "The same seed gives the same result, to the last contact; 1 unless told",
        HelpName = "n",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> behaviour = new("--behaviour")
    {
        Description = "A behaviour model to lay over behaviour.json of the workspace and the journey",
        HelpName = "file",
    };

    private readonly Option<string?> from = new("--from")
    {
        Description = "The first day; otherwise the model's",
        HelpName = "date",
    };

    private readonly Option<string[]> segments = new("--segment")
    {
        Description = "Only this segment of the model; may be given again",
        HelpName = "name",
    };

    private readonly Shell shell;

    public SimulateOptions(Command command, Shell shell)
    {
        this.shell = shell;
        Bound(contacts, 1, MostContacts);
        Bound(days, 1, MostDays);
        foreach (var option in new Option[] { contacts, days, seed, behaviour, from, segments, shell.Dir })
        {
            command.Add(option);
        }
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">The first day is no date.</exception>
    public Wanted Of(ParseResult parsed) =>
        new(
            parsed.GetValue(contacts),
            parsed.GetValue(days),
            parsed.GetValue(seed),
            parsed.GetValue(behaviour) is { } file ? Path.GetFullPath(file, shell.Surroundings.Folder) : null,
            Date(parsed.GetValue(from)),
            parsed.GetValue(segments) ?? [],
            parsed.GetValue(shell.Dir)
        );

    private static LocalDate? Date(string? text) =>
        text is null ? null
        : LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) ? date
        : throw new UsageException($"\"--from {text}\" is no date: write it like --from 2026-03-02.");

    private static void Bound<T>(Option<T> option, T least, T most)
        where T : IComparable<T> =>
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } given && (given.CompareTo(least) < 0 || given.CompareTo(most) > 0))
            {
                result.AddError(
                    string.Create(CultureInfo.InvariantCulture, $"{option.Name} needs a number from {least} to {most}.")
                );
            }
        });
}

/// <summary>What a simulation is asked for.</summary>
/// <param name="Behaviour">A model to lay over the others, in full; null: none.</param>
/// <param name="From">The first day; null: the model's.</param>
/// <param name="Segments">The only segments; empty: all.</param>
/// <param name="Dir">The workspace; null: the usual one.</param>
internal sealed record Wanted(
    long Contacts,
    int Days,
    ulong Seed,
    string? Behaviour,
    LocalDate? From,
    IReadOnlyList<string> Segments,
    string? Dir
);
