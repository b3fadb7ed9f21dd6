using Journeys.Cli.Authoring;
using Journeys.Cli.Authoring.Scenarios;

namespace Journeys.Cli.Tests.Authoring.Scenarios;

/// <summary>The scenarios that ship with the journeys of the workspace: each has to pass, and together they leave no way out.</summary>
public sealed class ShippedScenariosTests
{
    private static readonly Lazy<OfflineWorkspace> Shipped = new(() =>
        OfflineWorkspace.Load(Repository.Folder("workspace"))
    );

    public static TheoryData<string> Journeys => [.. Shipped.Value.Journeys.Select(journey => journey.Name)];

    [Theory]
    [MemberData(nameof(Journeys))]
    public void The_scenarios_of_a_shipped_journey_pass(string journey)
    {
        var verdict = new Rehearsals(Shipped.Value).Of(Shipped.Value.Find(journey));

        Assert.NotEmpty(verdict.Scenarios);
        var failures = verdict
            .Scenarios.Where(scenario => !scenario.Passed || !scenario.Findings.IsEmpty)
            .Select(scenario => $"{scenario.Title} ({scenario.File})\n{FailureText.Of(scenario)}");
        Assert.Equal("", string.Join('\n', failures));
    }

    [Theory]
    [MemberData(nameof(Journeys))]
    public void The_scenarios_of_a_shipped_journey_take_every_way_there_is(string journey)
    {
        var verdict = new Rehearsals(Shipped.Value).Of(Shipped.Value.Find(journey));

        var left = verdict.Coverage.SelectMany(step =>
            step.Ways.Where(way => way.Taken == 0).Select(way => $"{step.Step} {way.Label}")
        );
        Assert.Empty(left);
        Assert.Equal(100, verdict.Percent);
    }
}
