using Journeys.Orchestrations.Definitions;
using Journeys.Orchestrations.Proofs;
using Journeys.Orchestrations.Tests.Definitions;

namespace Journeys.Orchestrations.Tests.Proofs;

/// <summary>Journeys that start one another.</summary>
public sealed class WorkspaceProofsTests
{
    [Fact]
    public void A_journey_that_there_is_not_cannot_be_started() =>
        Assert.Equal(
            [
                "spring/journey.json:1:120 warning J140: there is no journey \"autum\" in this workspace. Did you mean \"autumn\"?",
            ],
            Proved(Starting("spring", "autum"), Ending("autumn"))
        );

    [Fact]
    public void A_circle_in_which_no_time_passes_is_refused_in_each_of_its_journeys() =>
        Assert.Equal(
            [
                "spring/journey.json:1:120 error J141: this starts \"autumn\", which starts \"spring\" again, and no time passes on the way; put a \"wait\" into one of them, or say \"again\": \"after 30 days\"",
                "autumn/journey.json:1:120 error J141: this starts \"spring\", which starts \"autumn\" again, and no time passes on the way; put a \"wait\" into one of them, or say \"again\": \"after 30 days\"",
            ],
            Proved(Starting("spring", "autumn"), Starting("autumn", "spring"))
        );

    [Fact]
    public void A_journey_may_not_start_itself_at_once() =>
        Assert.Equal(
            [
                "spring/journey.json:1:120 error J141: this starts \"spring\" again, and no time passes on the way; put a \"wait\" into one of them, or say \"again\": \"after 30 days\"",
            ],
            Proved(Starting("spring", "spring"))
        );

    [Fact]
    public void A_circle_that_takes_time_is_a_warning() =>
        Assert.Equal(
            [
                "spring/journey.json:1:163 warning J142: this starts \"autumn\", which starts \"spring\" again, so a contact may go round for ever; say \"again\": \"never\" in one of them",
                "autumn/journey.json:1:120 warning J142: this starts \"spring\", which starts \"autumn\" again, so a contact may go round for ever; say \"again\": \"never\" in one of them",
            ],
            Proved(Waiting("spring", "autumn"), Starting("autumn", "spring"))
        );

    [Fact]
    public void A_circle_that_nobody_goes_round_twice_is_none() =>
        Assert.Empty(Proved(Starting("spring", "autumn"), Starting("autumn", "spring", again: "never")));

    private static IEnumerable<string> Proved(params JourneyDefinition[] journeys) =>
        WorkspaceProofs
            .Run(
                [.. journeys.Select(journey => ($"{journey.Name}/journey.json", journey))],
                [.. journeys.Select(journey => journey.Name)]
            )
            .Select(finding => finding.ToString());

    private static JourneyDefinition Starting(string name, string other, string again = "always") =>
        Read(name, again, $$""" "go": { "start": "{{other}}", "then": "done" }, """);

    private static JourneyDefinition Waiting(string name, string other) =>
        Read(
            name,
            "always",
            $$""" "rest": { "wait": "1 day", "then": "go" }, "go": { "start": "{{other}}", "then": "done" }, """
        );

    private static JourneyDefinition Ending(string name) => Read(name, "always", "");

    private static JourneyDefinition Read(string name, string again, string steps)
    {
        var text =
            $$"""{ "journey": "{{name}}", "title": "T", "enter": { "on": "lead.created", "again": "{{again}}" }, "steps": {{{steps}} "done": { "end": "done" } } }""";
        var reading = DefinitionReader.Read(Written.Sources(text) with { Folder = name });
        Assert.Empty(reading.Diagnostics);
        return reading.Definition!;
    }
}
