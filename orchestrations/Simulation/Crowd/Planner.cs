using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Simulation.Behaviour;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Times;
using Journeys.Orchestrations.Values;

namespace Journeys.Orchestrations.Simulation.Crowd;

/// <summary>Works out a plan: for each segment and everything that may happen, which part of the model speaks of it.</summary>
public sealed class Planner
{
    // Nothing that is decided depends on how somebody is called.
    private static readonly Fields Anybody = Fields.Of([
        new("name", FieldValue.Of("Somebody")),
        new("email", FieldValue.Of("somebody@simulated.example")),
    ]);

    private readonly SimulationSetting setting;
    private readonly Watched watched;
    private readonly List<string> types;

    private Planner(SimulationSetting setting)
    {
        this.setting = setting;
        watched = new Watched(setting.Definition);
        types =
        [
            .. Layers(null)
                .Concat(Kinds(setting).Select(segment => segment.Does))
                .SelectMany(layer => layer.Mails.Values)
                .SelectMany(mail => mail.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private JourneyDefinition Definition => setting.Definition;

    /// <summary>The plan of a simulation.</summary>
    public static SimulationPlan Make(SimulationSetting setting)
    {
        var planner = new Planner(setting);
        return new(setting, [.. planner.types], [.. planner.Segments()]);
    }

    /// <summary>The segments of a model, or the one that everybody is in.</summary>
    public static ImmutableArray<Segment> Kinds(BehaviourModel model) =>
        model.Segments.IsEmpty ? [UsualBehaviour.Everybody] : model.Segments;

    private static IEnumerable<Segment> Kinds(SimulationSetting setting) =>
        Kinds(setting.Model).Where(segment => setting.Only.IsEmpty || setting.Only.Contains(segment.Name));

    private IEnumerable<SegmentPlan> Segments()
    {
        var kinds = Kinds(setting).ToList();
        var (all, upTo) = (kinds.Sum(kind => kind.Share), 0.0);
        foreach (var kind in kinds)
        {
            upTo += kind.Share / all;
            yield return Plan(kind, kind == kinds[^1] ? 1 : upTo);
        }
    }

    private SegmentPlan Plan(Segment segment, double upTo)
    {
        var layers = Layers(segment).ToList();
        var events = Events(layers).ToList();
        return new(
            segment.Name,
            upTo,
            new(segment.Contact, "contact", setting.Quantiles, Anybody),
            new(segment.Account, "account", setting.Quantiles, Fields.Empty),
            new(segment.Event, "event", setting.Quantiles, Fields.Empty),
            [.. SimulationPlan.MailsOf(Definition).Select(mail => Mail(mail, layers))],
            [.. events.Where(entry => entry.From is null).Select(entry => entry.Plan)],
            [.. Definition.InOrder.Select(step => On(step, events))],
            [.. Definition.InOrder.Select(step => step is PersonStep person ? Answer(person, layers) : null)]
        );
    }

    private IEnumerable<Layer> Layers(Segment? segment) =>
        [segment?.Does ?? Layer.Empty, .. setting.Model.Layers, UsualBehaviour.Layer];

    // Bounces come first: nobody reads a mail that never came.
    private ImmutableArray<ReactionPlan> Mail(string mail, List<Layer> layers) =>
        [
            .. types
                .Select(type =>
                    (
                        Type: type,
                        Rule: layers.Select(layer => layer.Of(mail, type)).FirstOrDefault(rule => rule is not null)
                    )
                )
                .Where(found => found.Rule is { Chance: > 0 })
                .Select(found => Reaction(found.Type, found.Rule!, $"mail\n{mail}\n{found.Type}"))
                .OrderByDescending(plan => plan.Type == Life.Bounced),
        ];

    private IEnumerable<(string? From, ReactionPlan Plan)> Events(List<Layer> layers)
    {
        foreach (var type in layers.SelectMany(layer => layer.Events.Keys).Distinct())
        {
            var rule = layers.Select(layer => layer.Events.GetValueOrDefault(type)).First(rule => rule is not null)!;
            var plan = Reaction(type, rule, $"event\n{type}");
            if (plan is { Chance: > 0, Matters: true })
            {
                yield return (rule.From, plan);
            }
        }
    }

    private static ImmutableArray<ReactionPlan> On(Step step, List<(string? From, ReactionPlan Plan)> events) =>
        [.. events.Where(entry => entry.From == step.Name).Select(entry => entry.Plan)];

    private ReactionPlan Reaction(string type, Reaction rule, string purpose) =>
        new(
            type,
            types.IndexOf(type),
            Purpose.Of(purpose),
            rule.Chance,
            setting.Quantiles(rule.After),
            watched.Matters(type)
        );

    private AnswerPlan Answer(PersonStep step, List<Layer> layers)
    {
        var team = step.Teams.First().Name;
        var offered = step.Outcomes.Select(way => way.Label).ToList();
        var rule =
            layers
                .SelectMany(layer =>
                    new[] { layer.Steps.GetValueOrDefault(step.Name), layer.Teams.GetValueOrDefault(team) }
                )
                .FirstOrDefault(rule => rule?.Answers.Any(answer => offered.Contains(answer.Outcome)) == true)
            ?? Alike(offered);
        var (outcomes, upTo) = (ImmutableArray.CreateBuilder<OutcomePlan>(), 0.0);
        foreach (var answer in rule.Answers.Where(answer => offered.Contains(answer.Outcome)))
        {
            upTo += answer.Chance;
            outcomes.Add(new(answer.Outcome, upTo, setting.Quantiles(answer.After)));
        }

        return new(
            Purpose.Of($"answer\n{step.Name}"),
            outcomes.ToImmutable(),
            CalendarOf(team),
            new(rule.Fills, $"fills\n{step.Name}", setting.Quantiles, Fields.Empty),
            $"{team}@simulated.example"
        );
    }

    private static AnswerRule Alike(List<string> offered) =>
        new(
            [
                .. offered.Select(outcome => new ChosenOutcome(
                    outcome,
                    UsualBehaviour.Answered / offered.Count,
                    UsualBehaviour.Answering
                )),
            ],
            []
        );

    private BusinessCalendar? CalendarOf(string team) =>
        setting.Model.Teams.GetValueOrDefault(team)?.Calendar is { } named
            ? setting.Calendars.GetValueOrDefault(named)
            : Definition.Sending.Calendar;
}
