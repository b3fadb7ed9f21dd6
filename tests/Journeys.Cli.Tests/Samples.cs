using System.Text.Json;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests;

/// <summary>What a host has in these tests: one journey, one contact in it, her task and her mail.</summary>
internal static class Samples
{
    public const string Instance = "whitepaper-nurture~k3jx52hqz7mbd4ta";
    public const string Task = Instance + "~1.3.1.1";
    public const string Mail = Instance + "~1.1.1.1";

    public static DateTimeOffset Ago(double hours) => FakeHost.Now.AddHours(-hours);

    public static JourneySummary Journey(int held) =>
        new(
            "whitepaper-nurture",
            "Whitepaper download to account manager",
            "9f3c2a71",
            Ago(72),
            new JourneyCounts(12, held, 0, 40)
        );

    public static JourneyDetail Funnel(int held) =>
        new(
            Journey(held),
            [
                new("thank-you", "email", 53, 0),
                new("engaged", "waitFor", 53, 5),
                new("qualify", "task", 31, 7),
                new("handoff", "handoff", 1, 1),
                new("done", "end", 0, 0),
            ],
            new Dictionary<string, int> { ["left"] = 10, ["handed-over"] = 30 },
            JsonDocument.Parse("{}").RootElement
        );

    public static InstanceSummary Anna =>
        new(
            Instance,
            "whitepaper-nurture",
            "9f3c2a71",
            "anna.berg@nordwind.example",
            1,
            "waiting",
            "qualify",
            Ago(2),
            Ago(-3),
            null,
            null
        );

    public static InstanceSummary Held =>
        Anna with
        {
            Id = "whitepaper-nurture~zzzz52hqz7mbd4ta",
            Contact = "bo@example.com",
            Status = "held",
            Step = "thank-you",
            Due = null,
            Because = "The mail \"thank-you\" needs contact.firstName, which is not known. Set it, then retry.",
        };

    public static InstanceDetail Path =>
        new(
            Anna,
            [
                new(
                    1,
                    Ago(25),
                    "whitepaper.downloaded arrived",
                    [new("start", "event.topic is energy", "thank-you"), new("thank-you", "its turn came", null)],
                    new Dictionary<string, FieldValue?>
                    {
                        ["event.topic"] = FieldValue.Of("energy"),
                        ["contact.stage"] = null,
                    },
                    [Mail]
                ),
                new(
                    2,
                    Ago(2),
                    "email.clicked arrived",
                    [new("engaged", "email.clicked of thank-you arrived within 3 days", "qualify")],
                    new Dictionary<string, FieldValue?>(),
                    [Task, "unknown~1.9.1.1"]
                ),
            ],
            [
                new(Mail, "sendEmail", "send the mail \"thank-you\" to anna.berg@nordwind.example", "done", null),
                new(Task, "openTask", "open the task \"Qualify Anna Berg\"", "failed", "no such team"),
            ]
        );

    public static TaskDetail Qualify =>
        new(
            Task,
            "task",
            "Qualify Anna Berg",
            "whitepaper-nurture",
            Instance,
            "anna.berg@nordwind.example",
            "Anna Berg",
            "inside-sales",
            "mia.keller@example.com",
            Ago(2),
            Ago(-3),
            false,
            "open",
            null,
            null,
            ["qualified", "not-now", "rejected"],
            ["contact.budget"],
            [
                new("contact", "Name", "Anna Berg"),
                new("contact", "Company", "Nordwind Energie GmbH"),
                new("activity", "2 March", "Downloaded \"Energy in automation\""),
            ]
        );

    public static MailDetail ThankYou =>
        new(
            new(
                Mail,
                Ago(25),
                "anna.berg@nordwind.example",
                "Your whitepaper, Anna",
                "whitepaper-nurture",
                "thank-you",
                "anna.berg@nordwind.example"
            ),
            "It is attached",
            "Hello Anna,\n\nhere it is.\n",
            "<p>Hello Anna</p>\n"
        );

    public static Page<T> Page<T>(params T[] items) => new(items);
}
