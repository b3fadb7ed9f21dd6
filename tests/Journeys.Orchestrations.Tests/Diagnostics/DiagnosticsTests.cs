using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Tests.Diagnostics;

public sealed class DiagnosticsTests
{
    [Fact]
    public void A_finding_reads_as_editors_and_build_logs_expect()
    {
        var bag = new DiagnosticBag("workspace/spring/journey.json");
        bag.Error("J107", new Place(14, 22), "step \"remind\" goes to \"qualifi\", which does not exist.");
        bag.Warning("J002", Place.Start, "comments");

        Assert.Equal(
            "workspace/spring/journey.json:14:22 error J107: step \"remind\" goes to \"qualifi\", which does not exist.",
            bag.Items[0].ToString()
        );
        Assert.Equal("workspace/spring/journey.json:1:1 warning J002: comments", bag.Items[1].ToString());
    }

    [Fact]
    public void Warnings_are_no_errors()
    {
        var bag = new DiagnosticBag("a.json");
        bag.Warning("J002", Place.Start, "comments");
        Assert.False(bag.HasErrors);
        bag.Error("J001", Place.Start, "broken");
        Assert.True(bag.HasErrors);
        Assert.Equal(["J002", "J001"], bag.Items.Select(item => item.Code));
    }

    [Theory]
    [InlineData("qualifi", "qualify")] // one changed
    [InlineData("qaulify", "qualify")] // two swapped count once
    [InlineData("QUALIFY", "qualify")] // only capitals differ
    [InlineData("qualfy", "qualify")] // one missing
    [InlineData("qualifyy", "qualify")] // one added
    [InlineData("remnidr", "reminder")] // two in seven
    [InlineData("en", "end")]
    public void A_close_word_is_offered(string word, string meant) =>
        Assert.Equal($" Did you mean \"{meant}\"?", DidYouMean.For(word, ["close", "qualify", "reminder", "end"]));

    [Theory]
    [InlineData("escalate")]
    [InlineData("")]
    [InlineData("q")]
    [InlineData("handoff")]
    public void A_distant_word_offers_nothing(string word) =>
        Assert.Equal("", DidYouMean.For(word, ["close", "qualify", "reminder"]));

    [Fact]
    public void The_closest_wins_and_among_equals_the_first()
    {
        Assert.Equal(" Did you mean \"step-two\"?", DidYouMean.For("step-twoo", ["step-tw", "step-two", "step-twos"]));
        Assert.Equal(" Did you mean \"cat\"?", DidYouMean.For("cet", ["cat", "cut"]));
    }

    [Fact]
    public void The_word_itself_is_never_offered() => Assert.Equal("", DidYouMean.For("end", ["end"]));

    [Fact]
    public void Hostile_words_cost_nothing() =>
        Assert.Equal("", DidYouMean.For(new string('a', 100_000), [new string('a', 99_999)]));
}
