using System.Text.Json;
using System.Text.Json.Serialization;
using Journeys.Cli.Output;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;
using Journeys.Runtime.Instances;

namespace Journeys.Cli.Explaining;

/// <summary>Why an instance is where it is: decision by decision, the newest last.</summary>
/// <param name="Summary">The instance.</param>
/// <param name="Causes">What came, and what was decided.</param>
internal sealed record WhyStory(InstanceSummary Summary, IReadOnlyList<Cause> Causes)
{
    private const int Indent = 4;
    private const int Label = 15;

    /// <summary>The story of an instance.</summary>
    /// <param name="detail">The instance.</param>
    /// <param name="lines">The lines of the steps of the versions that decided.</param>
    public static async Task<WhyStory> OfAsync(InstanceDetail detail, StepLines lines, CancellationToken cancelled)
    {
        var causes = new List<Cause>();
        foreach (var entry in detail.History)
        {
            var steps = await lines.OfAsync(detail.Summary.Journey, entry.Version, cancelled);
            causes.Add(
                new(
                    entry.At,
                    entry.Happened,
                    entry.Version,
                    entry.Looked,
                    [.. entry.Decisions.Select(decision => Decided(decision, steps.GetValueOrDefault(decision.Step)))]
                )
            );
        }

        return new(detail.Summary, causes);
    }

    public void Print(Screen screen, When when)
    {
        screen.Line($"[bold]{Summary.Contact}[/] in {Summary.Journey}: {Standing()}");
        screen.Line($"[grey]{Summary.Id}, run {Summary.Run}, times in {when.Zone}[/]");
        foreach (var cause in Causes)
        {
            screen.Line();
            screen.Line($"{when.At(cause.At)}  [bold]{cause.Happened}[/]");
            foreach (var (i, decision) in cause.Decisions.Index())
            {
                // Several decisions of one step share its line.
                var isLast = i + 1 == cause.Decisions.Count || cause.Decisions[i + 1].Step != decision.Step;
                Print(screen, decision, isLast);
            }

            if (cause.Looked.Count > 0)
            {
                var values = cause.Looked.Select(fact => $"{fact.Key} = {fact.Value?.ToString() ?? "(absent)"}");
                screen.Beside(Indent, new("with", "grey"), Label, string.Join("; ", values));
            }
        }
    }

    private static void Print(Screen screen, Decided decision, bool withLine)
    {
        var to = decision.To is null ? "" : $" → {decision.To}";
        screen.Beside(
            Indent,
            new(decision.Step, "blue"),
            Math.Max(Label, Indent + decision.Step.Length + 2),
            decision.Because + to
        );
        if (withLine && decision.Source is not null)
        {
            screen.Beside(Indent, new($"line {decision.Line}", "grey"), Label, new(decision.Source, "grey"));
        }
    }

    private static Decided Decided(DecisionEntry decision, StepLine? line) =>
        new(decision.Step, decision.Rule, decision.Because, decision.To, line?.Line, line?.Text);

    private string Standing() =>
        Summary.Status
        + (Summary.Step is { } step ? $" at {step}" : "")
        + (Summary.Outcome is { } outcome ? $": {outcome}" : "")
        + (Summary.Because is { } because ? $", because {because}" : "");
}

/// <summary>What came, and what was decided.</summary>
/// <param name="Version">The version that decided.</param>
/// <param name="Looked">The values at that moment.</param>
internal sealed record Cause(
    DateTimeOffset At,
    string Happened,
    string? Version,
    IReadOnlyDictionary<string, FieldValue?> Looked,
    IReadOnlyList<Decided> Decisions
);

/// <summary>One decision, with the step's own line.</summary>
/// <param name="Line">Where the step stands in its version's <c>journey.json</c>; null when the host does not tell.</param>
/// <param name="Source">What the step says.</param>
internal sealed record Decided(string Step, string? Rule, string Because, string? To, int? Line, string? Source);

/// <summary>Whether the decisions of an instance come out as recorded.</summary>
/// <param name="Inputs">How many inputs had a consequence.</param>
/// <param name="Difference">The first that comes out otherwise; null when none does.</param>
internal sealed record ReplayVerdict(string Instance, int Inputs, bool Same, ReplayDifference? Difference);

/// <summary>The JSON of the commands that explain.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Page<WhyStory>))]
[JsonSerializable(typeof(RerunReport))]
[JsonSerializable(typeof(ReplayVerdict))]
internal sealed partial class ExplainingJson : JsonSerializerContext
{
    /// <summary>With letters and quotation marks as they are.</summary>
    public static ExplainingJson Readable =>
        field ??= new(
            new JsonSerializerOptions(Default.Options)
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
