using System.Collections.Immutable;
using System.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Scenarios;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Catalog;
using NodaTime;

namespace Journeys.Cli.Authoring.Scenarios;

/// <summary>Plays a scenario: the journey is rehearsed before a stage on which things happen as the scenario says.</summary>
internal sealed class Play
{
    private readonly PublishedJourney journey;
    private readonly Teams teams;
    private readonly Stage stage;
    private int events;

    private Play(PublishedJourney journey, Teams teams, Coverage coverage) =>
        (this.journey, this.teams, stage) = (journey, teams, new(journey, coverage));

    /// <summary>Plays it to its end.</summary>
    /// <param name="coverage">Where the steps and ways are counted that it comes through.</param>
    public static Played Run(Scenario scenario, PublishedJourney journey, Teams teams, Coverage coverage) =>
        new Play(journey, teams, coverage).Run(scenario);

    private Played Run(Scenario scenario)
    {
        var given = scenario.Given;
        var rehearsal = new Rehearsal(journey.Definition, given.Contact, given.Account, stage);
        foreach (var happening in scenario.When)
        {
            rehearsal.Schedule(happening.At, now => Happen(now, happening));
        }

        rehearsal.RunUntil(scenario.Until);
        return new(
            scenario,
            [.. stage.Notes],
            [.. stage.Troubles],
            End(rehearsal),
            rehearsal.Contact.Profile,
            [.. stage.Mails]
        );
    }

    private void Happen(Rehearsal rehearsal, Happening happening)
    {
        switch (happening)
        {
            case Happening.Event told:
                Note(rehearsal, $"{told.Type}{(told.Of is null ? "" : $" of {told.Of}")}{Said(told.Data)}");
                rehearsal.Happen(told.Account);
                rehearsal.Happen(Touchpoint(told));
                break;
            case Happening.Answer answer:
                Note(rehearsal, $"answer to {answer.Step}: {answer.Outcome}");
                Answer(rehearsal, answer);
                break;
            case Happening.Operator decided:
                Note(rehearsal, $"{decided.By}: {decided.Action.ToString().ToLowerInvariant()}");
                rehearsal.Happen(new JourneyInput.OperatorDecided(decided.Action, decided.By));
                break;
            case Happening.Failing failing:
                var times = failing.Times == 1 ? "" : $", {failing.Times} times";
                Note(rehearsal, $"from now on {failing.Step} fails{times}: {failing.Why}");
                stage.Fail(failing);
                break;
            default:
                throw new UnreachableException($"{happening.GetType().Name} does not happen");
        }
    }

    private Touchpoint Touchpoint(Happening.Event told)
    {
        var about = told.Of is { } of ? stage.MailOf(of)?.Id : null;
        if (told.Of is not null && about is null)
        {
            stage.Troubles.Add(
                $"line {told.Place.Line}: {told.Type} is about the mail of \"{told.Of}\", and that step has sent none by {Words(told.At)}"
            );
        }

        return new($"event-{++events}", told.Type, told.At, "scenario", about, told.Data, told.Contact);
    }

    private void Answer(Rehearsal rehearsal, Happening.Answer answer)
    {
        if (stage.TaskOf(answer.Step) is not { } task)
        {
            stage.Troubles.Add(
                $"line {answer.Place.Line}: \"{answer.Step}\" is answered, and it has put no task before anybody by {Words(answer.At)}"
            );
            return;
        }

        var by = answer.By ?? teams.ByName.GetValueOrDefault(task.Team)?.Members.FirstOrDefault()?.Email ?? task.Team;
        rehearsal.Happen(new JourneyInput.TaskAnswered(task.Id, answer.Outcome, by, answer.Answers));
    }

    private void Note(Rehearsal rehearsal, string words) => stage.Notes.Add(Scenarios.Note.Of(rehearsal.Now, words));

    private static string Said(Fields data) =>
        data.Count == 0 ? "" : $" ({string.Join(", ", data.Select(field => $"{field.Key}: {field.Value}"))})";

    private string Words(Instant at) => ScenarioTime.Words(at, journey.Definition.TimeZone);

    private ImmutableSortedDictionary<string, string> End(Rehearsal rehearsal)
    {
        var end = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        end["state"] = rehearsal.State.GetType().Name.ToLowerInvariant();
        switch (rehearsal.State)
        {
            case JourneyState.Waiting waiting:
                (end["step"], end["due"]) = (waiting.Visit.Step, Words(waiting.Due));
                break;
            case JourneyState.Performing performing:
                (end["step"], end["due"]) = (performing.Visit.Step, Words(performing.Due));
                break;
            case JourneyState.Held held:
                (end["step"], end["at"], end[Deeds.Because]) = (
                    held.Visit.Step,
                    Words(held.Since),
                    held.Because.ToString()
                );
                break;
            case JourneyState.Paused paused:
                end["at"] = Words(paused.Since);
                break;
            case JourneyState.Finished finished:
                (end["outcome"], end["at"]) = (finished.Outcome, Words(finished.At));
                break;
        }

        // Where it stood last, if the state does not say.
        var last = stage.Notes.LastOrDefault(note => note.Deed == Deed.Decide);
        if (!end.ContainsKey("step") && last is not null)
        {
            end["step"] = last.Name;
        }

        return end.ToImmutable();
    }
}

/// <summary>A scenario that was played.</summary>
/// <param name="Notes">What happened, in order.</param>
/// <param name="Troubles">What it asks for and cannot be.</param>
/// <param name="End">Where the contact stands, by the names a scenario uses.</param>
/// <param name="Profile">What is known of the contact at the end.</param>
/// <param name="Mails">The mails that were to be sent, each with what was known then.</param>
internal sealed record Played(
    Scenario Scenario,
    ImmutableArray<Note> Notes,
    ImmutableArray<string> Troubles,
    ImmutableSortedDictionary<string, string> End,
    Fields Profile,
    ImmutableArray<SampleMail> Mails
);
