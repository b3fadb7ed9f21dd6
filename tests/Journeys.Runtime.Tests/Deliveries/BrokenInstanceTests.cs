using Journeys.Runtime.DeadLetters;
using Journeys.Runtime.Effects;
using Journeys.Runtime.Tests.DeadLetters;
using Journeys.Runtime.Tests.Worlds;

namespace Journeys.Runtime.Tests.Deliveries;

/// <summary>What SendGrid tells of many mails, while one of their runs cannot be told anything.</summary>
public sealed class BrokenInstanceTests
{
    private const string Bob = "bob@example.com";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_nobody_can_read_keeps_no_other_mail_of_the_batch_from_the_ledger(bool singleWriter)
    {
        await using var story = await MailStory.SentAsync(singleWriter);
        await story.World.SendAsync("whitepaper.downloaded", Bob, "2");
        await story.World.FormatStateAsync(99);
        var bobs = $"{World.InstanceOf(Bob)}~1.1.1.1";
        var delivered = SendGridDouble.Event("delivered", bobs, story.Now.AddSeconds(60), "bob-1");

        Assert.Equal("1 0 1 0", await story.TellAsync(story.Event("click", 60, id: "ada-1"), delivered));

        Assert.Equal("confirmed", await story.StatusAsync(bobs));
        Assert.Equal("confirmed", await story.StatusAsync());
        var letter = Assert.Single(await story.Host.DeadAsync());
        Assert.Equal(
            (DeadKind.Event, "/sendgrid/events", "ada-1", "email.clicked", MailStory.Contact),
            (letter.Kind, letter.Source, letter.EventId, letter.Type, letter.Contact)
        );
        Assert.Contains("InvalidDataException", letter.Reason, StringComparison.Ordinal);

        // Nothing of it is lost: once the run can be read, it is told what it missed.
        await story.World.FormatStateAsync(1);
        var replayed = await story.Host.ReplayAsync(letter.Id);
        Assert.Equal(
            (true, "duplicate", World.InstanceOf()),
            (replayed.Done, replayed.Result, Assert.Single(replayed.Instances))
        );
        Assert.Equal("lead", await story.PlaceAsync());
        Assert.Equal("email.clicked", await story.TypesAsync());
    }

    [Fact]
    public async Task A_mail_that_cannot_be_settled_keeps_no_other_mail_of_the_batch_from_the_ledger()
    {
        await using var story = await MailStory.UncertainAsync();
        await story.World.SendAsync("whitepaper.downloaded", Bob, "2");
        await story.World.FormatStateAsync(99);
        var bobs = $"{World.InstanceOf(Bob)}~1.1.1.1";
        var delivered = SendGridDouble.Event("delivered", bobs, story.Now.AddSeconds(60), "bob-1");

        await story.TellAsync(story.Event("delivered", 60, id: "ada-1"), delivered);

        Assert.Equal("confirmed", await story.StatusAsync(bobs));
        Assert.Equal("uncertain", await story.StatusAsync());
        var letter = Assert.Single(await story.Host.DeadAsync());
        Assert.Equal(("/sendgrid/events", "ada-1"), (letter.Source, letter.EventId));
    }
}
