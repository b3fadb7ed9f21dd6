using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Bench.Apply;

/// <summary>
/// The main path through the whitepaper journey that ships, in five inputs: a download, the mail sent, a click, the
/// contact qualified, the hand-over accepted.
/// </summary>
internal sealed class NurtureRun
{
    private const string Instance = "whitepaper-nurture~abcdefghijklmnop";

    private static readonly Fields Contact = Fields.Of([
        new("name", FieldValue.Of("Jana Novak")),
        new("email", FieldValue.Of("jana.novak@example.com")),
        new("company", FieldValue.Of("Novak Energie")),
        new("country", FieldValue.Of("DE")),
        new("timeZone", FieldValue.Of("Europe/Berlin")),
        new("consent.marketing", FieldValue.Of(true)),
    ]);

    private static readonly Fields Download = Fields.Of([new("topic", FieldValue.Of("energy"))]);

    private readonly JourneyDefinition definition;

    private NurtureRun(JourneyDefinition definition)
    {
        this.definition = definition;
        Turns = [.. Rehearse()];
    }

    /// <summary>Each input of the run, with the state that it meets.</summary>
    public IReadOnlyList<Turn> Turns { get; }

    /// <summary>Reads the journey as it ships.</summary>
    /// <param name="root">The repository's folder.</param>
    public static NurtureRun Read(string root)
    {
        var workspace = Path.Combine(root, "workspace");
        var folder = Path.Combine(workspace, "whitepaper-nurture");
        var business = File.ReadAllText(Path.Combine(workspace, "calendars", "business.json"));
        var sources = new JourneySources(
            "workspace/whitepaper-nurture",
            File.ReadAllText(Path.Combine(folder, "journey.json")),
            Directory
                .GetFiles(Path.Combine(folder, "emails"))
                .ToImmutableSortedDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal),
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("business", business)
        );
        var reading = DefinitionReader.Read(sources);
        return new(
            reading.Definition ?? throw new InvalidDataException(string.Join(Environment.NewLine, reading.Diagnostics))
        );
    }

    /// <summary>Takes the run from beginning to end.</summary>
    public JourneyState Take()
    {
        JourneyState state = new JourneyState.Unentered(Instance);
        foreach (var turn in Turns)
        {
            state = ((Outcome.Moved)Take(turn, state)).Next;
        }

        return state;
    }

    /// <summary>Takes one turn.</summary>
    public Outcome Take(Turn turn, JourneyState state) =>
        JourneyMachine.Apply(definition, state, turn.Input, turn.Facts);

    /// <summary>Makes what a host makes before it can ask the machine: the facts and the input.</summary>
    public static (Facts Facts, JourneyInput Input) Prepare(Turn turn) =>
        (
            turn.Facts with
            {
                Now = turn.Facts.Now,
            },
            turn.Input switch
            {
                JourneyInput.EventArrived arrived => new JourneyInput.EventArrived(arrived.Event with { }),
                JourneyInput.EffectSucceeded done => done with { },
                JourneyInput.TaskAnswered answer => answer with { },
                _ => turn.Input,
            }
        );

    // Results and answers name the effect they belong to, so the run is gone through once to learn the names.
    private IEnumerable<Turn> Rehearse()
    {
        var now = Instant.FromUtc(2026, 3, 2, 9, 0);
        JourneyState state = new JourneyState.Unentered(Instance);
        var effect = "";
        foreach (var (name, input) in Script(() => effect, () => now))
        {
            now += Duration.FromMinutes(10);
            var turn = new Turn(name, state, input(), new(now, Contact, Fields.Empty, TouchpointSummary.Empty));
            yield return turn;
            var moved = (Outcome.Moved)Take(turn, state);
            effect = moved.Effects.IsEmpty ? effect : moved.Effects[^1].Id;
            state = moved.Next;
        }
    }

    private static IEnumerable<(string Name, Func<JourneyInput> Input)> Script(
        Func<string> effect,
        Func<Instant> now
    ) =>
        [
            ("download: enter, send the mail", () => Event("e1", "whitepaper.downloaded", now(), null, Download)),
            ("mail sent: wait for a click", () => new JourneyInput.EffectSucceeded(effect(), Fields.Empty)),
            ("click: open the task", () => Event("e2", "email.clicked", now(), effect(), Fields.Empty)),
            ("qualified: open the hand-over", () => Answer(effect(), "qualified")),
            ("accepted: end", () => Answer(effect(), "accepted")),
        ];

    private static JourneyInput.EventArrived Event(string id, string type, Instant time, string? about, Fields data) =>
        new(new(id, type, time, about, data));

    private static JourneyInput.TaskAnswered Answer(string task, string outcome) =>
        new(task, outcome, "mia.keller@example.com", Fields.Empty);
}

/// <summary>One input of a run.</summary>
/// <param name="Name">What it is, in words.</param>
/// <param name="Before">The state that it meets.</param>
internal sealed record Turn(string Name, JourneyState Before, JourneyInput Input, Facts Facts);
