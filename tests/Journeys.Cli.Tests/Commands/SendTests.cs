using System.Net;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class SendTests
{
    private static EventAnswer Answer(
        string id,
        EventResult result,
        string? reason = null,
        params string[] instances
    ) => new(id, "web", result, reason, instances);

    private static FakeHost Answering(EventsAnswer answer) =>
        new FakeHost().Has("POST events", answer, ApiJson.Default.EventsAnswer);

    [Fact]
    public async Task One_event_is_made_of_options()
    {
        var host = Answering(new(1, 0, 0, [Answer("cli-1", EventResult.Accepted, null, Samples.Instance)]));

        string[] args = ["send", "--type", "email.clicked", "--contact", "a@b.c", "--data", """{"link":"x"}"""];
        var ran = await Terminal.RunAsync(host, args);

        Assert.Equal(new Ran(0, $"accepted   cli-1 → {Samples.Instance}", ""), ran);
        Assert.Equal(
            [
                """POST events {"specversion":"1.0","id":"cli-1","source":"journeys-cli","type":"email.clicked","subject":"a@b.c","datacontenttype":"application/json","data":{"link":"x"}}""",
            ],
            host.Asked
        );
    }

    [Fact]
    public async Task Each_event_of_a_batch_has_its_answer_and_one_rejected_is_exit_code_1()
    {
        var host = Answering(
            new(
                1,
                1,
                1,
                [
                    Answer("1", EventResult.Accepted),
                    Answer("2", EventResult.Duplicate),
                    Answer("3", EventResult.Rejected, "The contact's id is longer than 200 characters."),
                ]
            )
        );

        var ran = await new Terminal(host) { Input = "[{}, {}, {}]" }.RunAsync("send", "-");

        Assert.Equal(
            """
            accepted   1
            duplicate  2
            rejected   3: The contact's id is longer than 200 characters.
            1 accepted, 1 duplicate, 1 rejected
            """,
            ran.Output
        );
        Assert.Equal(1, ran.Code);
        Assert.Equal(["POST events [{},{},{}]"], host.Asked);
    }

    [Fact]
    public async Task More_events_than_the_host_takes_at_once_go_in_several_requests()
    {
        var host = Answering(new(1, 0, 0, [Answer("1", EventResult.Accepted)]));
        var events = $"[{string.Join(',', Enumerable.Repeat("{}", 201))}]";

        var ran = await new Terminal(host) { Input = events }.RunAsync("send", "--json");

        Assert.Equal([100, 100, 1], host.Asked.Select(asked => asked.Count(c => c == '{')));
        var answer = System.Text.Json.JsonSerializer.Deserialize(ran.Output, ApiJson.Default.EventsAnswer)!;
        Assert.Equal((3, 3), (answer.Accepted, answer.Events.Count));
    }

    [Fact]
    public async Task A_refused_event_says_what_is_wrong_with_it()
    {
        var problem = new Problem(
            Title: "The event is rejected",
            Status: 400,
            Detail: "It is not a CloudEvent.",
            Errors: ["\"type\" is missing.", "\"source\" is missing."]
        );
        var host = new FakeHost().Refuses("POST events", HttpStatusCode.BadRequest, problem);

        var ran = await new Terminal(host) { Input = "{}" }.RunAsync("send");

        Assert.Equal(
            new Ran(
                1,
                "",
                """
                The event is rejected.
                It is not a CloudEvent.
                  "type" is missing.
                  "source" is missing.
                """
            ),
            ran
        );
    }

    [Fact]
    public async Task Nothing_on_stdin_is_told_in_plain_words()
    {
        var ran = await new Terminal(new FakeHost()) { Input = "\n" }.RunAsync("send");
        Assert.Equal(2, ran.Code);
        Assert.Contains("stdin is empty: give an event as JSON", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_json_is_told_with_its_place()
    {
        var ran = await new Terminal(new FakeHost()) { Input = "{\n  \"id\": 1,\n}" }.RunAsync("send");

        Assert.Equal(1, ran.Code);
        Assert.StartsWith("stdin:3:1: this is not JSON: ", ran.Error);
    }

    [Theory]
    [InlineData("Give a file of events, or one event with --type and --contact.")]
    [InlineData("An event needs a --type and a --contact.", "--type", "x")]
    [InlineData("Give a file, or one event with --type and --contact, not both.", "event.json", "--type", "x")]
    [InlineData(
        "--data needs a JSON object, like '{\"topic\":\"energy\"}'.",
        "--type",
        "x",
        "--contact",
        "y",
        "--data",
        "[]"
    )]
    public async Task A_command_that_makes_no_event_is_misspelt(string message, params string[] args)
    {
        var ran = await Terminal.RunAsync(new FakeHost(), ["send", .. args]);

        Assert.Equal(new Ran(2, "", message), ran);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_problem_of_one_line()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "send", "nothing.json");

        Assert.Equal(1, ran.Code);
        Assert.Contains("nothing.json", ran.Error);
        Assert.DoesNotContain('\n', ran.Error);
    }
}
