using System.Text.Json.Nodes;
using Journeys.Local.Tests.Azurite;

namespace Journeys.Local.Tests.Demo;

[Collection(AzuriteCollection.Name)]
[Trait("Needs", "azurite")]
public sealed class DemoOnAzuriteTests(AzuriteFixture azurite)
{
    private const int Contacts = 60;

    [Fact]
    public async Task A_demo_that_was_killed_three_times_ends_as_one_that_was_not()
    {
        var demo = new DemoProcess(azurite.Account, Contacts);
        var whole = await demo.FinishAsync();

        await demo.KillAsync("Tue");
        await demo.KillAsync("Wed");
        await demo.KillAsync("Fri");
        var interrupted = await demo.FinishAsync();

        Assert.Equal(Contacts, (int)whole["contacts"]!);
        Assert.True((int)whole["handovers"]! > 5, $"The week was dull: {whole.ToJsonString()}");
        Assert.Equal(Told(whole), Told(interrupted));
        Assert.Equal(HandedOver(whole), HandedOver(interrupted));
    }

    // Everything but the seconds, and but the owners: members of a team take turns, and a crash may cost one a turn.
    private static string Told(JsonObject document)
    {
        var told = document.DeepClone().AsObject();
        told.Remove("wallSeconds");
        told.Remove("handedOver");
        return told.ToJsonString();
    }

    private static IEnumerable<string> HandedOver(JsonObject document) =>
        document["handedOver"]!.AsArray().Select(one => $"{one!["contact"]} by {one["journey"]}");
}
