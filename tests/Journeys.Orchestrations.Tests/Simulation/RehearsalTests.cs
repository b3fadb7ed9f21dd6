using System.Globalization;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Simulation;
using Journeys.Orchestrations.Tests.Definitions;
using Journeys.Orchestrations.Values;
using NodaTime;

namespace Journeys.Orchestrations.Tests.Simulation;

public sealed class RehearsalTests
{
    // A Monday, ten o'clock in Berlin.
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void A_contact_who_clicks_is_qualified_and_handed_over()
    {
        var stage = new Stage();
        stage.OnMail = (rehearsal, mail) =>
            rehearsal.Schedule(rehearsal.Now + Duration.FromHours(1), Clicked(mail, rehearsal.Now));
        stage.OnTask = (rehearsal, task) =>
        {
            var outcome = task.Kind == TaskKind.Handoff ? "accepted" : "qualified";
            var answer = new JourneyInput.TaskAnswered(task.Id, outcome, "mia@us.example", Fields.Empty);
            rehearsal.Schedule(rehearsal.Now + Duration.FromMinutes(30), answer);
        };

        var rehearsal = Whitepaper(stage);
        rehearsal.RunUntil(Start + Duration.FromDays(200));

        Assert.Equal(
            [
                "03-02 09:00 SendEmail",
                "03-02 10:00 OpenTask",
                "03-02 10:30 CloseTask",
                "03-02 10:30 OpenTask",
                "03-02 11:00 CloseTask",
            ],
            stage.Notes
        );
        Assert.Equal("handed-over", Assert.IsType<JourneyState.Finished>(rehearsal.State).Outcome);
        Assert.Equal("mia@us.example", rehearsal.Contact.Profile.Text("owner"));
    }

    [Fact]
    public void A_contact_who_does_nothing_is_reminded_and_its_tasks_become_late()
    {
        var stage = new Stage();
        var rehearsal = Whitepaper(stage);
        rehearsal.RunUntil(Start + Duration.FromDays(4));

        // The reminder comes after three days; the task is reminded of three business hours later, and late after four.
        Assert.Equal(
            [
                "03-02 09:00 SendEmail",
                "03-05 09:00 SendEmail",
                "03-05 09:00 OpenTask",
                "03-05 12:00 Notify",
                "03-05 13:00 Notify",
            ],
            stage.Notes.Take(5)
        );
        Assert.Equal("qualify", Assert.IsType<JourneyState.Waiting>(rehearsal.State).Visit.Step);
    }

    [Fact]
    public void What_comes_in_the_last_second_comes_in_time()
    {
        var stage = new Stage();
        stage.OnMail = (rehearsal, mail) =>
            rehearsal.Schedule(rehearsal.Now + Duration.FromDays(3), Clicked(mail, rehearsal.Now));
        var rehearsal = Whitepaper(stage);
        rehearsal.RunUntil(Start + Duration.FromDays(3));

        Assert.Equal(["03-02 09:00 SendEmail", "03-05 09:00 OpenTask"], stage.Notes);
    }

    [Fact]
    public void Updates_and_emitted_events_are_known_to_what_follows()
    {
        var stage = new Stage();
        var definition = Written.Read(
            Written.Journey(
                """
                "score": { "update": { "contact.score": { "add": 10 } }, "then": "tell" },
                "tell":  { "emit": "lead.scored", "data": { "by": "test" }, "then": "hear" },
                "hear":  { "waitFor": { "event": "lead.scored" }, "upTo": "1 day", "then": "sort", "otherwise": "cold" },
                "sort":  { "branch": [ { "if": { "contact.score": { "atLeast": 10 } }, "then": "hot" } ], "otherwise": "cold" },
                "hot":   { "end": "hot" },
                "cold":  { "end": "cold" }
                """
            )
        );
        var rehearsal = new Rehearsal(definition, Contact.Unknown("anna@example.com"), Fields.Empty, stage);
        rehearsal.Schedule(Start, Happened("e", definition.Entry.On.First(), Start));
        rehearsal.RunUntil(Start + Duration.FromDays(2));

        Assert.Equal(["03-02 09:00 UpdateContact", "03-02 09:00 PublishEvent"], stage.Notes);
        Assert.Equal("hot", Assert.IsType<JourneyState.Finished>(rehearsal.State).Outcome);
    }

    [Fact]
    public void A_mail_that_fails_was_not_sent_and_is_tried_again_later()
    {
        var stage = new Stage();
        stage.Result = effect =>
            effect is Effect.SendEmail && stage.Notes.Count == 1
                ? new JourneyInput.EffectFailed(effect.Id, Failure.Passing, "busy")
                : null;
        var rehearsal = Whitepaper(stage);
        rehearsal.RunUntil(Start);

        Assert.Equal(0, rehearsal.Contact.Touchpoints.Count("email.sent", Instant.MinValue));
        rehearsal.RunUntil(Start + Duration.FromHours(1));
        Assert.Equal(["03-02 09:00 SendEmail", "03-02 09:01 SendEmail"], stage.Notes);
        Assert.Equal(1, rehearsal.Contact.Touchpoints.Count("email.sent", Instant.MinValue));
    }

    [Fact]
    public void What_a_person_found_out_is_known_of_the_contact_and_what_is_known_only_then_happens_then()
    {
        var stage = new Stage();
        Effect.OpenTask? opened = null;
        stage.OnTask = (_, task) => opened = task;
        var rehearsal = Whitepaper(stage);
        rehearsal.Schedule(
            Start + Duration.FromDays(3) + Duration.FromHours(1),
            now =>
                now.Happen(
                    new JourneyInput.TaskAnswered(
                        opened!.Id,
                        "rejected",
                        "mia@us.example",
                        Fields.Of([new("contact.budget", FieldValue.Of("none"))])
                    )
                )
        );
        rehearsal.RunUntil(Start + Duration.FromDays(4));

        Assert.Equal("none", rehearsal.Contact.Profile.Text("budget"));
        Assert.Equal(1, rehearsal.Contact.Touchpoints.Count("task.answered", Instant.MinValue));
        Assert.Equal("rejected", Assert.IsType<JourneyState.Finished>(rehearsal.State).Outcome);
    }

    private static Rehearsal Whitepaper(Stage stage)
    {
        var profile = Fields.Of([new("consent.marketing", FieldValue.Of(true)), new("name", FieldValue.Of("Anna"))]);
        var contact = Contact.Unknown("anna@example.com") with { Profile = profile };
        var rehearsal = new Rehearsal(Workspace.Definition("whitepaper-nurture"), contact, Fields.Empty, stage);
        var topic = Fields.Of([new("topic", FieldValue.Of("energy"))]);
        rehearsal.Schedule(Start, Happened("e1", "whitepaper.downloaded", Start) with { Data = topic });
        return rehearsal;
    }

    private static Touchpoint Happened(string id, string type, Instant at) =>
        new(id, type, at, "test", null, Fields.Empty, Fields.Empty);

    private static Touchpoint Clicked(Effect.SendEmail mail, Instant sent) =>
        Happened($"click {mail.Id}", "email.clicked", sent + Duration.FromHours(1)) with
        {
            About = mail.Id,
        };

    private sealed class Stage : Audience
    {
        public List<string> Notes { get; } = [];

        public Action<Rehearsal, Effect.SendEmail> OnMail { get; set; } = (_, _) => { };

        public Action<Rehearsal, Effect.OpenTask> OnTask { get; set; } = (_, _) => { };

        public Func<Effect, JourneyInput?> Result { get; set; } = _ => null;

        public override JourneyInput? ResultOf(Rehearsal rehearsal, Effect effect) => Result(effect);

        public override void Performed(Rehearsal rehearsal, Effect effect)
        {
            var at = rehearsal.Now.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
            Notes.Add($"{at} {effect.GetType().Name}");
            switch (effect)
            {
                case Effect.SendEmail mail:
                    OnMail(rehearsal, mail);
                    break;
                case Effect.OpenTask task:
                    OnTask(rehearsal, task);
                    break;
            }
        }
    }
}
