using System.Text;
using System.Text.Json;
using Journeys.Runtime.Api;
using Journeys.Runtime.Erasure;

namespace Journeys.Runtime.Tests.Erasure;

public sealed class ExportTests
{
    [Fact]
    public async Task Everything_personal_that_is_kept_is_in_the_export_and_nothing_of_others()
    {
        var lived = await LivedWorld.StartAsync();

        var text = await ExportAsync(lived, LivedWorld.Ada);

        Assert.All(LivedWorld.Personal, value => Assert.Contains(value, text, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Zettel", text, StringComparison.Ordinal);
        Assert.DoesNotContain(LivedWorld.Bob, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_one_strict_document_with_a_known_format()
    {
        var lived = await LivedWorld.StartAsync();

        var text = await ExportAsync(lived, LivedWorld.Ada);

        var document = JsonSerializer.Deserialize(text, ApiJson.Default.ContactDocument)!;
        Assert.Equal((ContactExport.Format, true), (document.Format, document.Complete));
        Assert.Equal("Ada Quarkington", document.Profile.Text("name"));
        Assert.Equal(
            ["webinar-hand-raise", "whitepaper-nurture"],
            document.Journeys.Select(journey => journey.Summary!.Journey)
        );
        Assert.All(document.Journeys, journey => Assert.NotEmpty(journey.History));
        Assert.Contains(document.Tasks, task => task.Outcome == "qualified");
        Assert.NotEmpty(document.Mails);
        Assert.Equal(2, document.RejectedEvents.Count);
        Assert.Contains(document.Touchpoints, touchpoint => touchpoint.Type == "whitepaper.downloaded");
    }

    private static async Task<string> ExportAsync(LivedWorld lived, string contact)
    {
        using var output = new MemoryStream();
        await lived.World.Get<ContactExport>().WriteAsync(output, contact, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
