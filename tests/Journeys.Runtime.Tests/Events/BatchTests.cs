using Journeys.Runtime.Events;

namespace Journeys.Runtime.Tests.Events;

public sealed class BatchTests
{
    [Fact]
    public void Of_a_batch_in_which_one_of_100_is_bad_99_are_read_and_the_answer_says_which_is_not()
    {
        var events = Enumerable.Range(0, 100).Select(number => Sent.Event("id", number == 41 ? "" : $"\"e-{number}\""));
        var reading = Assert.IsType<EventReading.Read>(Sent.Batch($"[{string.Join(',', events)}]"));
        Assert.True(reading.Batch);
        Assert.Equal(99, reading.Items.OfType<EventRead.Parsed>().Count());
        Assert.Equal(Enumerable.Range(0, 100), reading.Items.Select(item => item.Index));
        Assert.Equal(
            new EventRead.Refused(
                41,
                null,
                "https://example.com/web",
                "event 42 of the batch (index 41): \"id\" is missing: set it to what names the event within its source, such as a UUID (a CloudEvent needs specversion, id, source, type and subject)",
                Sent.Event("id", "")
            ),
            Assert.Single(reading.Items.OfType<EventRead.Refused>())
        );
    }

    [Fact]
    public void An_event_that_is_too_large_or_too_deep_or_no_event_harms_no_other()
    {
        var large = Sent.Event("data", $$"""{"a":"{{new string('x', 65_536)}}"}""");
        var deep = Sent.Event("data", $$"""{"a":{{new string('[', 9_000)}}{{new string(']', 9_000)}}}""");
        var reading = Sent.Batch($"[{large},{Sent.Event()},{deep},5]");
        Assert.Equal(
            [
                $"event 1 of the batch (index 0): the event has {large.Length} bytes, at most 65536 (64 KiB) are allowed: send a link to large content",
                "",
                "event 3 of the batch (index 2): the event is nested 9002 levels deep, at most 16 are allowed: flatten it",
                "event 4 of the batch (index 3): an event is an object, found a number",
            ],
            reading.Items().Select(item => item is EventRead.Refused refused ? refused.Reason : "")
        );
        Assert.Equal("e-1", ((EventRead.Refused)reading.Items()[0]).Id);
    }

    [Fact]
    public void An_empty_batch_holds_no_events() => Assert.Empty(Sent.Batch("[]").Items());

    [Fact]
    public void More_than_100_events_are_refused_as_a_whole() =>
        Assert.Equal(
            "TooLarge: the batch has 101 events, at most 100 are allowed: send smaller batches",
            Sent.Batch($"[{string.Join(',', Enumerable.Repeat(Sent.Event(), 101))}]").Fault()
        );

    [Fact]
    public void More_than_1_MiB_is_refused_as_a_whole()
    {
        var empty = $"[{Sent.Event()}]";
        Sent.Batch(empty + new string(' ', 1_048_576 - empty.Length)).Parsed();
        Assert.Equal(
            "TooLarge: the body has more than 1048576 bytes (1 MiB): send the events in smaller batches",
            Sent.Batch(empty + new string(' ', 1_048_577 - empty.Length)).Fault()
        );
    }

    [Fact]
    public void A_batch_that_is_no_list_is_refused() =>
        Assert.Equal(
            "Malformed: a batch is a list of events, found an object: send a list",
            Sent.Batch(Sent.Event()).Fault()
        );

    [Fact]
    public void A_list_as_plain_JSON_is_taken_for_a_batch() =>
        Assert.Equal("e-1", Sent.Read("application/json", $"[{Sent.Event()}]").Parsed().Event.Id);
}
