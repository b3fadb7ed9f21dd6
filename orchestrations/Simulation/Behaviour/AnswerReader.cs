using System.Collections.Immutable;
using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Json;
using Journeys.Orchestrations.Steps;
using NodaTime;

namespace Journeys.Orchestrations.Simulation.Behaviour;

/// <summary>Reads how tasks are answered, by a team or at a step.</summary>
internal sealed class AnswerReader(BehaviourScope scope, DiagnosticBag bag)
{
    private static readonly Spread AtOnce = new Spread.Constant(Duration.Zero);

    private readonly SpreadReader spreads = new(bag);

    public AnswerRule? OfTeam(Member team)
    {
        if (!scope.Teams.Contains(team.Name))
        {
            bag.Error(
                "J704",
                team.NameAt,
                $"there is no team \"{team.Name}\" in teams.json.{DidYouMean.For(team.Name, scope.Teams)}"
            );
            return null;
        }

        var steps = scope.People.Where(step => step.Teams.Any(named => named.Name == team.Name)).ToList();
        return Read(team, "team", steps, ["calendar", "tasksPerDay", "answers", "after", "fills"]);
    }

    public AnswerRule? OfStep(Member named)
    {
        var steps = scope.People.Where(step => step.Name == named.Name).ToList();
        if (steps.Count == 0)
        {
            var people = scope.People.Select(step => step.Name).Distinct();
            bag.Error(
                "J704",
                named.NameAt,
                $"there is no task or hand-over called \"{named.Name}\".{DidYouMean.For(named.Name, people)}"
            );
            return null;
        }

        return Read(named, "step", steps, ["answers", "after", "fills"]);
    }

    private AnswerRule? Read(Member named, string what, List<PersonStep> steps, string[] known)
    {
        if (named.Value is not JsonTree.Object tree)
        {
            bag.Error("J103", named.Value.At, $"expected {{ \"answers\": {{ … }} }}, found {named.Value.Kind}");
            return null;
        }

        var keys = new KeyReader(tree, $"{what} \"{named.Name}\"", bag);
        keys.Only(known);
        if (!keys.Has("answers") || keys.Object("answers") is not { } answers)
        {
            return null;
        }

        var after = keys.Has("after") ? spreads.Read(keys.Required("after")!) : null;
        var offered = steps.SelectMany(step => step.Outcomes).Select(way => way.Label).Distinct().ToList();
        var chosen = answers.Members.Select(member => Outcome(member, after, offered)).OfType<ChosenOutcome>();
        var rule = new AnswerRule([.. chosen], keys.Has("fills") ? Fills(keys) : []);
        CheckSums(answers, rule, steps);
        return rule;
    }

    private ChosenOutcome? Outcome(Member member, Spread? usual, List<string> offered)
    {
        if (!offered.Contains(member.Name))
        {
            bag.Error(
                "J704",
                member.NameAt,
                $"no such task offers the outcome \"{member.Name}\"; there are {string.Join(", ", offered)}."
                    + DidYouMean.For(member.Name, offered)
            );
            return null;
        }

        if (member.Value is not JsonTree.Object tree)
        {
            return new(member.Name, LayerReader.Chance(member.Value, bag), usual ?? NeedsAfter(member));
        }

        var keys = new KeyReader(tree, $"\"{member.Name}\"", bag);
        keys.Only("chance", "after");
        var after = keys.Has("after") ? spreads.Read(keys.Required("after")!) : usual;
        return new(member.Name, LayerReader.Chance(keys.Required("chance"), bag), after ?? NeedsAfter(member));
    }

    private Spread NeedsAfter(Member member)
    {
        bag.Error(
            "J101",
            member.NameAt,
            $"\"{member.Name}\" needs \"after\", here or beside \"answers\": how long it takes, in working hours"
        );
        return AtOnce;
    }

    // A team's outcomes may belong to different tasks; what counts is what meets in one.
    private void CheckSums(JsonTree.Object answers, AnswerRule rule, List<PersonStep> steps)
    {
        foreach (var step in steps)
        {
            var sum = rule
                .Answers.Where(answer => step.Outcomes.Any(way => way.Label == answer.Outcome))
                .Sum(answer => (decimal)answer.Chance);
            if (sum > 1)
            {
                bag.Error(
                    "J702",
                    answers.At,
                    $"the chances of what step \"{step.Name}\" offers add up to {sum}; at most 1 can happen"
                );
                return;
            }
        }
    }

    private ImmutableArray<FieldRule> Fills(KeyReader keys) =>
        keys.Object("fills") is { } fills ? new FieldRuleReader(bag).Read(fills) : [];
}
