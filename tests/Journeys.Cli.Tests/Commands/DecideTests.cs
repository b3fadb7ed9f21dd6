using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class DecideTests
{
    private static readonly DecisionAnswer Done = new(true, "The task is answered: qualified.", Samples.Anna);

    private static string Answered => $"POST tasks/{Samples.Task}/qualified";

    [Fact]
    public async Task A_task_shows_its_brief_and_how_to_answer_it()
    {
        var host = new FakeHost().Has($"GET tasks/{Samples.Task}", Samples.Qualify, ApiJson.Default.TaskDetail);

        var ran = await Terminal.RunAsync(host, "task", Samples.Task);

        Assert.Equal(
            """
            Qualify Anna Berg
            Task for inside-sales, owner mia.keller@example.com
            opened 2 h ago, due in 3 h (2026-03-04 13:00 UTC)

            Contact
              Name     Anna Berg
              Company  Nordwind Energie GmbH

            Activity
              2 March  Downloaded "Energy in automation"

            Answer it with qualified, not-now, rejected:
              journeys task whitepaper-nurture~k3jx52hqz7mbd4ta~1.3.1.1 qualified --answer contact.budget=…
            The contact's path: journeys show whitepaper-nurture~k3jx52hqz7mbd4ta
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task An_answer_carries_who_decided_and_the_fields_as_what_they_look_like()
    {
        var host = new FakeHost().Has(Answered, Done, ApiJson.Default.DecisionAnswer);

        string[] fields = ["contact.budget=50k", "contact.seats=12", "contact.zip=\"01067\"", "contact.ready=true"];
        string[] args =
        [
            "task",
            Samples.Task,
            "qualified",
            "--by",
            "mia@x.y",
            .. fields.SelectMany(f => new[] { "--answer", f }),
        ];
        var ran = await Terminal.RunAsync(host, args);

        Assert.Equal(
            [
                Answered
                    + """ {"by":"mia@x.y","answers":{"contact":{"budget":"50k","ready":true,"seats":12,"zip":"01067"}}}""",
            ],
            host.Asked
        );
        Assert.Equal($"Done: The task is answered: qualified.\n{Samples.Instance} is waiting at qualify", ran.Output);
    }

    [Fact]
    public async Task An_answer_that_changes_nothing_is_exit_code_1()
    {
        var late = new DecisionAnswer(
            false,
            "The task was withdrawn.",
            Samples.Anna with
            {
                Status = "finished",
                Step = null,
                Outcome = "left",
            }
        );
        var host = new FakeHost().Has(Answered, late, ApiJson.Default.DecisionAnswer);

        var ran = await Terminal.RunAsync(host, "task", Samples.Task, "qualified");

        Assert.Equal(
            new Ran(1, $"Nothing changed: The task was withdrawn.\n{Samples.Instance} is finished: left", ""),
            ran
        );
    }

    [Fact]
    public async Task An_answer_without_a_field_is_misspelt()
    {
        var ran = await Terminal.RunAsync(new FakeHost(), "task", Samples.Task, "qualified", "--answer", "50k");

        Assert.Equal(new Ran(2, "", "\"--answer 50k\" has no field: write it like --answer contact.budget=50k."), ran);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("skip")]
    public async Task An_operator_steers_an_instance_in_their_own_name(string action)
    {
        var asked = $"POST instances/{Samples.Instance}/{action}";
        var host = new FakeHost().Has(asked, Done, ApiJson.Default.DecisionAnswer);

        var ran = await Terminal.RunAsync(host, action, Samples.Instance);

        Assert.Equal(0, ran.Code);
        Assert.Equal([asked + """ {"by":"mia","visit":null}"""], host.Asked);
    }
}
