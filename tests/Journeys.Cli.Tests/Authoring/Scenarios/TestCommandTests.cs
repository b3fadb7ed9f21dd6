using System.Text.Json;
using System.Xml.Linq;

namespace Journeys.Cli.Tests.Authoring.Scenarios;

public sealed class TestCommandTests
{
    private const string Passes = """
        { "scenario": "Somebody is called", "given": { "at": "2026-03-02 10:00", "contact": { "email": "ada@kund.example", "consent": { "marketing": true } } },
          "when": [ { "event": "lead.created" }, { "at": "+1 hour", "answer": "call", "outcome": "spoke" } ],
          "expect": [ { "email": "hello", "subject": "Hello" }, { "task": "call", "title": "Call ada@kund.example", "team": "inside-sales" } ],
          "finally": { "state": "finished", "step": "done", "outcome": "done", "at": "2026-03-02 11:00" } }
        """;

    private const string Fails = """
        { "scenario": "Nobody is called", "given": { "at": "2026-03-02 10:00", "contact": { "email": "ada@kund.example", "consent": { "marketing": true } } },
          "when": [ { "event": "lead.created" } ],
          "expect": [ { "email": "hello", "subject": "Good day" }, { "at": "+2 hours", "task": "call" }, { "at": "+1 day", "email": "hello" } ],
          "finally": { "state": "waiting", "step": "call" } }
        """;

    [Fact]
    public async Task A_journey_that_does_what_its_scenarios_say_passes()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/tests/called.scenario.json", Passes);

        var ran = await written.RunAsync("test");

        Assert.Equal(0, ran.Code);
        Assert.Equal(
            """
            spring
              ✓ Somebody is called
                takes 3 of 3 steps, 2 of 4 ways (50 %)

            1 passed, 0 failed
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task What_happened_stands_beside_what_was_expected_and_differences_are_marked()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/tests/called.scenario.json", Fails);

        var ran = await written.RunAsync("test", "spring");

        Assert.Equal(1, ran.Code);
        Assert.Equal(
            """
            spring
              ✗ Nobody is called  workspace/spring/tests/called.scenario.json
                  what happened                                              │ what was expected
                  Mon 2026-03-02 10:00  lead.created                         │
                ≠ Mon 2026-03-02 10:00  email hello, subject "Hello"         │ Mon 2026-03-02 10:00  email hello, subject "Good day"
                ≠ Mon 2026-03-02 10:00  task call                            │ Mon 2026-03-02 12:00  task call
                  Tue 2026-03-03 10:00  at call: inside-sales is late → done │
                  Tue 2026-03-03 10:00  at done: ends: done                  │
                  Tue 2026-03-03 10:00  task call closed: withdrawn          │
                -                                                            │ Tue 2026-03-03 12:00  email hello
                ! at the end, state is "finished", expected "waiting"
                ! at the end, step is "done", expected "call"
                takes 3 of 3 steps, 2 of 4 ways (50 %)

            0 passed, 1 failed
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_fails_a_scenario_whatever_it_expects()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/emails/hello.txt", "Hello {{contact.firstName}}. Stop: {{unsubscribeUrl}}");
        written.Write("spring/tests/called.scenario.json", Passes);

        var ran = await written.RunAsync("test");

        Assert.Equal(1, ran.Code);
        Assert.Contains(
            "! could not send the mail \"hello\" at step \"hello\": contact.firstName is not known",
            ran.Output
        );
    }

    [Fact]
    public async Task Mistakes_in_a_scenario_are_told_with_their_places_all_at_once()
    {
        using var written = new WrittenWorkspace();
        written.Write(
            "spring/tests/wrong.scenario.json",
            """
            { "scenario": "Wrong", "given": { "at": "2026-03-02 10:00", "contact": { "email": "ada@kund.example", "shoe": 42 } },
              "when": [
                { "event": "lead.created" },
                { "at": "2026-03-04 10:00", "event": "weather.changed" },
                { "at": "2026-03-03 10:00", "answer": "call", "outcome": "spook" },
                { "answer": "hello", "outcome": "spoke" },
                { "at": "soon", "operater": "pause" }
              ],
              "expect": [ { "email": "helo" } ],
              "finally": { "state": "done" } }
            """
        );

        var ran = await written.RunAsync("test");

        Assert.Equal(1, ran.Code);
        var file = "workspace/spring/tests/wrong.scenario.json";
        Assert.Equal(
            [
                $"{file}:1:103 warning J608: no field contact.shoe is declared, built in or in fields.json. Did you mean \"contact.phone\"?",
                $"{file}:4:42 warning J607: spring does not listen for weather.changed, so this changes nothing.",
                $"{file}:5:13 error J602: \"2026-03-03 10:00\" goes back in time: what stands before is at 2026-03-04 10:00",
                $"{file}:5:62 error J606: \"call\" does not offer \"spook\"; it offers spoke.",
                $"{file}:6:17 error J604: step \"hello\" (email) is none that asks a person; these do: call",
                $"{file}:7:5 error J605: what happens has one of event, answer, operator, fails. Did you mean \"operator\"?",
                $"{file}:7:13 error J601: \"soon\" is no time; write \"2026-03-02 10:00\", \"+2 hours\", \"14:00\" or \"monday 09:00\"",
                $"{file}:9:26 error J603: there is no step \"helo\" in spring. Did you mean \"hello\"?",
                $"{file}:10:25 error J126: \"state\" is one of \"unentered\", \"waiting\", \"performing\", \"held\", \"paused\", \"finished\", not \"done\".",
            ],
            ran.Output.Split('\n').Where(line => line.Contains(".json:")).Select(line => line.Trim())
        );
    }

    [Fact]
    public async Task Too_few_ways_taken_fail_and_a_list_says_which()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/tests/called.scenario.json", Passes);

        var ran = await written.RunAsync("test", "--min-coverage", "60", "--coverage");

        Assert.Equal(1, ran.Code);
        Assert.Equal(
            """
            spring
              ✓ Somebody is called
                takes 3 of 3 steps, 2 of 4 ways (50 %), and 60 % are asked for
                 STEP   VERB   TIMES  WAY        TO
                 hello  email      1
                                   1  then       call
                                   0  noConsent  call
                 call   task       1
                                   1  spoke      done
                                   0  late       done
                 done   end        1

            1 passed, 0 failed
            """,
            ran.Output
        );
        Assert.Equal(0, (await written.RunAsync("test", "--min-coverage", "50")).Code);
    }

    [Fact]
    public async Task Programs_get_the_same_as_JSON_and_as_JUnit_XML()
    {
        using var written = new WrittenWorkspace();
        written.Write("spring/tests/called.scenario.json", Passes);
        written.Write("spring/tests/fails.scenario.json", Fails);

        var ran = await written.RunAsync("test", "--json", "--junit", "results/junit.xml");

        Assert.Equal(1, ran.Code);
        using var json = JsonDocument.Parse(ran.Output);
        var root = json.RootElement;
        Assert.Equal((1, 1), (root.GetProperty("passed").GetInt32(), root.GetProperty("failed").GetInt32()));
        var row = root.GetProperty("journeys")[0].GetProperty("scenarios")[1].GetProperty("timeline")[1];
        Assert.Equal("different", row.GetProperty("mark").GetString());
        var xml = XDocument.Load(Path.Combine(written.Folder, "results/junit.xml"));
        Assert.Equal("1", xml.Root!.Attribute("failures")!.Value);
        Assert.Contains("≠ Mon 2026-03-02 10:00  email hello", xml.Descendants("failure").Single().Value);
    }

    [Fact]
    public async Task A_journey_with_mistakes_is_not_played_and_one_without_scenarios_is_told()
    {
        using var written = new WrittenWorkspace();
        Assert.Contains("no scenario: write one in workspace/spring/tests", (await written.RunAsync("test")).Output);

        written.Write("spring/journey.json", WrittenWorkspace.Fine.Replace("\"then\": \"call\"", "\"then\": \"cal\""));
        var ran = await written.RunAsync("test");
        Assert.Equal(1, ran.Code);
        Assert.Contains("error J107: step \"hello\" goes to \"cal\", which does not exist", ran.Output);
        Assert.EndsWith("0 passed, 1 failed", ran.Output);
    }
}
