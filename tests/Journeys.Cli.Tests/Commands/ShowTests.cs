using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class ShowTests
{
    private static readonly string Instance = $"GET instances/{Samples.Instance}";

    private static ContactDetail Contact(params InstanceSummary[] instances) =>
        new(
            "anna.berg@nordwind.example",
            Fields.Of(new("name", FieldValue.Of("Anna Berg")), new("consent.marketing", FieldValue.Of(true))),
            [new(Samples.Ago(25), "whitepaper.downloaded", "web", Fields.Of([new("topic", FieldValue.Of("energy"))]))],
            null,
            instances
        );

    [Fact]
    public async Task A_path_tells_what_happened_what_was_decided_and_why()
    {
        var host = new FakeHost().Has(Instance, Samples.Path, ApiJson.Default.InstanceDetail);

        var ran = await new Terminal(host) { Width = 80 }.RunAsync("show", Samples.Instance);

        Assert.Equal(
            """
            anna.berg@nordwind.example in whitepaper-nurture, run 1, version 9f3c2a71
            waiting at qualify, since 2 h ago, due in 3 h
            whitepaper-nurture~k3jx52hqz7mbd4ta, times in UTC

            Tuesday 3 March 2026
              09:00  whitepaper.downloaded arrived
                     start      event.topic is energy → thank-you
                     thank-you  its turn came
                     looked at  event.topic = energy; contact.stage = (absent)
                     did        send the mail "thank-you" to anna.berg@nordwind.example
                                (done)

            Wednesday 4 March 2026
              08:00  email.clicked arrived
                     engaged    email.clicked of thank-you arrived within 3 days → qualify
                     did        open the task "Qualify Anna Berg" (failed: no such team)
                     did        unknown~1.9.1.1
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task A_contact_is_shown_by_its_instances()
    {
        var host = new FakeHost().Has("GET contacts/a%40b.c", Contact(Samples.Anna), ApiJson.Default.ContactDetail);

        var ran = await Terminal.RunAsync(host, "show", "a@b.c");

        Assert.Equal(
            """
            JOURNEY             STATUS   STEP     SINCE    DUE     ID
            whitepaper-nurture  waiting  qualify  2 h ago  in 3 h  whitepaper-nurture~k3jx52hqz7mbd4ta

            The path through one: journeys show whitepaper-nurture~k3jx52hqz7mbd4ta
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task What_is_neither_an_instance_nor_a_contact_is_not_found()
    {
        var host = new FakeHost();

        var ran = await Terminal.RunAsync(host, "show", "a~b");

        Assert.Equal(new Ran(4, "", "Not found.\nThere is nothing of that name."), ran);
        Assert.Equal(["GET instances/a~b", "GET contacts/a~b"], host.Asked);
    }

    [Fact]
    public async Task A_contact_has_a_profile_journeys_and_touchpoints()
    {
        var host = new FakeHost().Has("GET contacts/a%40b.c", Contact(), ApiJson.Default.ContactDetail);

        var ran = await Terminal.RunAsync(host, "contact", "a@b.c");

        Assert.Equal(
            """
            anna.berg@nordwind.example
              consent.marketing  true
              name               Anna Berg

            In no journey.

            WHEN      TOUCHPOINT             SOURCE  DATA
            25 h ago  whitepaper.downloaded  web     topic = energy
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task Older_touchpoints_are_fetched_when_all_are_wanted()
    {
        var first = Contact() with { Next = "older" };
        var host = new FakeHost()
            .Has("GET contacts/a%40b.c", first, ApiJson.Default.ContactDetail)
            .Has("GET contacts/a%40b.c?after=older", Contact(), ApiJson.Default.ContactDetail);

        var ran = await Terminal.RunAsync(host, "contact", "a@b.c", "--all", "--json");

        var whole = System.Text.Json.JsonSerializer.Deserialize(ran.Output, ApiJson.Default.ContactDetail)!;
        Assert.Equal(2, whole.Touchpoints.Count);
        Assert.Null(whole.Next);
    }
}
