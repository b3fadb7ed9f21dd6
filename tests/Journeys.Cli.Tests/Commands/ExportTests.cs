using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public sealed class ExportTests
{
    [Fact]
    public async Task Every_contact_of_a_journey_is_one_line_with_all_its_touchpoints()
    {
        var older = new TouchpointEntry(FakeHost.Now.AddDays(-2), "lead.created", "/crm", Fields.Empty);
        var newer = new TouchpointEntry(FakeHost.Now, "email.clicked", "/mail", Fields.Empty);
        var contact = new ContactDetail(Samples.Anna.Contact, Fields.Empty, [newer], "older", []);
        var host = new FakeHost()
            .Has(
                "GET journeys/spring/instances?top=200",
                new([Samples.Anna], null),
                ApiJson.Default.PageInstanceSummary
            )
            .Has($"GET contacts/{Uri.EscapeDataString(contact.Id)}", contact, ApiJson.Default.ContactDetail)
            .Has(
                $"GET contacts/{Uri.EscapeDataString(contact.Id)}?after=older",
                contact with
                {
                    Touchpoints = [older],
                    Next = null,
                },
                ApiJson.Default.ContactDetail
            );

        var ran = await Terminal.RunAsync(host, "export", "touchpoints", "--journey", "spring");

        Assert.Equal((0, "Live them again with: journeys simulate spring --replay <file>"), (ran.Code, ran.Error));
        var line = System.Text.Json.JsonSerializer.Deserialize(
            Assert.Single(ran.Output.Split('\n')),
            ApiJson.Default.ContactDetail
        )!;
        Assert.Equal((contact.Id, 2, null), (line.Id, line.Touchpoints.Count, line.Next));
    }

    [Fact]
    public async Task A_journey_that_the_host_does_not_know_is_not_found()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "export", "touchpoints", "--journey", "spring");

        Assert.Equal((4, ""), (ran.Code, ran.Output));
    }
}
