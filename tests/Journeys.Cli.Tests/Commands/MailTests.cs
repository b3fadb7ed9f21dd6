using Journeys.Runtime.Api;

namespace Journeys.Cli.Tests.Commands;

public class MailTests
{
    private static FakeHost Host(MailDetail mail) =>
        new FakeHost().Has($"GET mail/{Samples.Mail}", mail, ApiJson.Default.MailDetail);

    [Fact]
    public async Task A_mail_is_headers_and_text()
    {
        var ran = await Terminal.RunAsync(Host(Samples.ThankYou), "mail", Samples.Mail);

        Assert.Equal(
            """
            To         anna.berg@nordwind.example
            Subject    Your whitepaper, Anna
            Preheader  It is attached
            Sent       2026-03-03 09:00 UTC
            Journey    whitepaper-nurture, step thank-you

            Hello Anna,

            here it is.
            """,
            ran.Output
        );
    }

    [Fact]
    public async Task Html_is_only_the_html() =>
        Assert.Equal(
            new Ran(0, "<p>Hello Anna</p>", ""),
            await Terminal.RunAsync(Host(Samples.ThankYou), "mail", Samples.Mail, "--html")
        );

    [Fact]
    public async Task Html_of_no_mail_is_misspelt() =>
        Assert.Equal(
            new Ran(2, "", "--html needs a mail's id, from journeys mail."),
            await Terminal.RunAsync(new FakeHost(), "mail", "--html")
        );

    [Fact]
    public async Task What_others_wrote_cannot_steer_the_terminal()
    {
        var evil = Samples.ThankYou with
        {
            Summary = Samples.ThankYou.Summary with { Subject = "[red]bold[/] \u001b[2J\u009b1m\u202Egnp.exe\nTo: x" },
            Text = "one\u001b]0;title\u0007\r\ntwo\u0000",
        };

        var ran = await new Terminal(Host(evil)) { Width = 80 }.RunAsync("mail", Samples.Mail);

        Assert.Contains("Subject    [red]bold[/] [2J1mgnp.exe To: x\n", ran.Output);
        Assert.EndsWith("\n\none]0;title\ntwo", ran.Output);
    }
}
