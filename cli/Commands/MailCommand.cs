using System.CommandLine;
using Journeys.Cli.Api;
using Journeys.Cli.Output;
using Journeys.Runtime.Api;

namespace Journeys.Cli.Commands;

/// <summary><c>journeys mail</c>: the mails that were captured, or one of them.</summary>
internal static class MailCommand
{
    public static Command Create(Shell shell)
    {
        var id = new Argument<string?>("id")
        {
            Description = "One mail; without it the newest are listed",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var html = new Option<bool>("--html") { Description = "Print the mail's HTML, and nothing else" };
        var to = new Option<string?>("--to") { Description = "Only those to contacts, or only those to colleagues" };
        to.AcceptOnlyFromAmong("contacts", "colleagues");
        var command = new Command("mail", "Captured mails, or one of them") { id, html, to };
        var paging = new Paging(command);
        command.SetAction(
            (parsed, cancelled) =>
            {
                var session = shell.Open(parsed);
                return (parsed.GetValue(id), parsed.GetValue(html)) switch
                {
                    ({ } one, var asHtml) => ShowAsync(session, one, asHtml, cancelled),
                    (null, true) => throw new UsageException("--html needs a mail's id, from journeys mail."),
                    (null, false) => ListAsync(session, parsed.GetValue(to), paging.Wanted(parsed), cancelled),
                };
            }
        );
        return command;
    }

    private static async Task<int> ListAsync(Session session, string? to, int? wanted, CancellationToken cancelled)
    {
        var reply = await Pager.GatherAsync<MailSummary>(wanted, at => session.Api.MailsAsync(to, at, cancelled));
        return await session.PrintAsync(reply, (page, when) => Print(session.Screen, page, when), cancelled);
    }

    private static void Print(Screen screen, Page<MailSummary> page, When when)
    {
        if (page.Items.Count == 0)
        {
            screen.Line($"No mail was captured yet.");
            return;
        }

        var list = new Listing().Word("SENT").Text("TO").Text("SUBJECT").Id("ID");
        foreach (var mail in page.Items)
        {
            list.Row(when.Ago(mail.At), To(mail), mail.Subject, mail.Id);
        }

        list.Print(screen);
        Paging.Rest(screen, page.Next);
    }

    private static string To(MailSummary mail) => mail.Internal ? $"{mail.To} (colleague)" : mail.To;

    private static async Task<int> ShowAsync(Session session, string id, bool html, CancellationToken cancelled)
    {
        var reply = await session.Api.MailAsync(id, cancelled);
        return html
            ? session.Print(reply, mail => session.Screen.Lines(mail.Html))
            : await session.PrintAsync(reply, (mail, when) => Print(session.Screen, mail, when), cancelled);
    }

    private static void Print(Screen screen, MailDetail mail, When when)
    {
        var summary = mail.Summary;
        screen.Beside(0, new("To", "grey"), 11, To(summary));
        screen.Beside(0, new("Subject", "grey"), 11, new(summary.Subject, "bold"));
        screen.Beside(0, new("Preheader", "grey"), 11, mail.Preheader);
        screen.Beside(0, new("Sent", "grey"), 11, $"{when.At(summary.At)} {when.Zone}");
        screen.Beside(0, new("Journey", "grey"), 11, $"{summary.Journey}, step {summary.Step}");
        if (summary.Internal)
        {
            screen.Beside(0, new("About", "grey"), 11, summary.Contact);
        }

        foreach (var (name, value) in mail.Headers)
        {
            screen.Beside(0, new(name, "grey"), 23, value);
        }

        screen.Line();
        screen.Lines(mail.Text);
    }
}
