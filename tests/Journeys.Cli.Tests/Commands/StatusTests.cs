using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class StatusTests
{
    private const string Journeys = "GET journeys?top=200";

    [Fact]
    public async Task Journeys_are_listed_with_how_many_stand_how()
    {
        var host = new FakeHost().Has(
            Journeys,
            Samples.Page(Samples.Journey(held: 2)),
            ApiJson.Default.PageJourneySummary
        );

        var ran = await Terminal.RunAsync(host, "status");

        Assert.Equal(
            """
            JOURNEY             TITLE                                   RUNNING  HELD  PAUSED  FINISHED
            whitepaper-nurture  Whitepaper download to account manager       12     2       0        40

            Why some are held: journeys status --held
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task One_journey_is_a_funnel()
    {
        var host = new FakeHost().Has(
            "GET journeys/whitepaper-nurture",
            Samples.Funnel(held: 0),
            ApiJson.Default.JourneyDetail
        );

        var ran = await Terminal.RunAsync(host, "status", "whitepaper-nurture");

        Assert.Equal(
            """
            Whitepaper download to account manager
            whitepaper-nurture, version 9f3c2a71, published 3 d ago
            12 running, 0 held, 0 paused, 40 finished

            STEP       VERB     CAME  STANDING
            thank-you  email      53         0  ████████████████████████
            engaged    waitFor    53         5  ████████████████████████
            qualify    task       31         7  ██████████████
            handoff    handoff     1         1  ▌
            done       end         0         0

            OUTCOME      FINISHED
            handed-over        30  ██████████████████
            left               10  ██████
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task Held_instances_of_all_journeys_come_with_their_reasons()
    {
        var host = new FakeHost()
            .Has(
                Journeys,
                Samples.Page(Samples.Journey(held: 1), Samples.Journey(held: 0) with { Journey = "other" }),
                ApiJson.Default.PageJourneySummary
            )
            .Has(
                "GET journeys/whitepaper-nurture/instances?status=held&top=50",
                Samples.Page(Samples.Held),
                ApiJson.Default.PageInstanceSummary
            );

        var ran = await Terminal.RunAsync(host, "status", "--held");

        Assert.Equal(
            """
            CONTACT         STATUS  STEP       SINCE    DUE  ID
            bo@example.com  held    thank-you  2 h ago       whitepaper-nurture~zzzz52hqz7mbd4ta
                The mail "thank-you" needs contact.firstName, which is not known. Set it, then retry.
            """,
            ran.Output
        );
        Assert.Equal(2, host.Asked.Count);
    }

    [Fact]
    public async Task Instances_can_be_asked_for_by_step()
    {
        var host = new FakeHost().Has(
            "GET journeys/whitepaper-nurture/instances?status=waiting&step=qualify&top=50",
            Samples.Page<InstanceSummary>(),
            ApiJson.Default.PageInstanceSummary
        );

        var ran = await Terminal.RunAsync(
            host,
            "status",
            "whitepaper-nurture",
            "--step",
            "qualify",
            "--status",
            "waiting"
        );

        Assert.Equal(new Ran(0, "No instance is waiting at qualify.", ""), ran);
    }
}
