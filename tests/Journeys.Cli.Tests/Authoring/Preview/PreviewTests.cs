using Journeys.Orchestrations.Values;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Authoring.Preview;

public sealed class PreviewTests
{
    private const string Scenario = """
        { "scenario": "Ada is greeted", "given": { "at": "2026-03-02 10:00", "contact": { "email": "ada@kund.example", "name": "Ada Holm", "consent": { "marketing": true } } },
          "when": [ { "event": "lead.created", "data": { "topic": "energy" } } ], "expect": [ { "email": "hello" }, { "task": "call" } ], "finally": { "state": "waiting" } }
        """;

    [Fact]
    public async Task A_mail_is_rendered_for_the_contact_of_a_scenario()
    {
        using var written = Written();
        written.Write("spring/tests/ada.scenario.json", Scenario);

        var ran = await written.RunAsync("preview", "spring", "hello", "--out", "out");

        Assert.Equal(
            new Ran(
                0,
                """
                Sample     the scenario "Ada is greeted"
                To         ada@kund.example
                Subject    energy for Ada Holm
                Preheader

                Dear Ada Holm, see https://example.com/energy. Stop: https://journeys.example/unsubscribe
                """,
                $"HTML: {Path.Combine(written.Folder, "out", "spring-hello.html")}"
            ),
            ran with
            {
                Output = string.Join('\n', ran.Output.Split('\n').Select(line => line.TrimEnd())),
            }
        );
    }

    [Fact]
    public async Task What_is_missing_is_marked_in_text_and_HTML_and_only_named_within_a_tag()
    {
        using var written = Written();
        await File.WriteAllTextAsync(Path.Combine(written.Folder, "ada.json"), """{ "email": "ada@kund.example" }""");

        var ran = await written.RunAsync("preview", "spring", "hello", "--contact", "ada.json", "--out", "out");

        Assert.Equal(1, ran.Code);
        Assert.Contains("Dear ⟦contact.name⟧, see https://example.com/⟦event.topic⟧.", ran.Output);
        Assert.StartsWith(
            "It would not be sent to this contact: event.topic and contact.name are not known.",
            ran.Error
        );
        var html = await File.ReadAllTextAsync(Path.Combine(written.Folder, "out", "spring-hello.html"));
        Assert.Contains("<title>⟦event.topic⟧ for ⟦contact.name⟧</title>", html);
        Assert.Contains("<a href=\"https://example.com/⟦event.topic⟧\">", html);
        Assert.Contains("title=\"not known\">⟦contact.name⟧</mark>", html);
    }

    [Fact]
    public async Task A_real_contact_is_asked_of_the_host()
    {
        using var written = Written();
        written.Write("spring/tests/ada.scenario.json", Scenario);
        var host = new FakeHost();
        var profile = Fields.Of([new("email", FieldValue.Of("bo@kund.example")), new("name", FieldValue.Of("Bo"))]);
        host.Has(
            "GET contacts/bo%40kund.example",
            new ContactDetail("bo@kund.example", profile, [], null, []),
            ApiJson.Default.ContactDetail
        );

        var terminal = new Terminal(host) { Folder = written.Folder };
        var ran = await terminal.RunAsync(
            "preview",
            "spring",
            "hello",
            "--from-host",
            "bo@kund.example",
            "--out",
            "out"
        );

        Assert.Equal(0, ran.Code);
        Assert.Contains("Subject    energy for Bo", ran.Output);
    }

    [Fact]
    public async Task A_mail_that_the_journey_does_not_send_is_not_there()
    {
        using var written = Written();

        Assert.Equal(
            new Ran(4, "", "spring sends no mail \"helo\"; it sends hello."),
            await written.RunAsync("preview", "spring", "helo")
        );
    }

    private static WrittenWorkspace Written() =>
        new WrittenWorkspace()
            .Write(
                "spring/emails/hello.html",
                "<title>{{event.topic}} for {{contact.name}}</title><p>Dear {{contact.name}}, <a href=\"https://example.com/{{event.topic}}\">see</a>. <a href=\"{{unsubscribeUrl}}\">Stop</a></p>"
            )
            .Write(
                "spring/emails/hello.txt",
                "Dear {{contact.name}}, see https://example.com/{{event.topic}}. Stop: {{unsubscribeUrl}}"
            );
}
