using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Journeys.Tests;

namespace Journeys.Runtime.Tests.Mail.SendGrid;

public sealed class SendGridRequestTests
{
    [Fact]
    public void A_requested_mail() => Holds("requested", MailSamples.Requested);

    [Fact]
    public void A_marketing_mail_bears_the_headers_to_unsubscribe_with_one_click() =>
        Holds("marketing", MailSamples.Marketing);

    [Fact]
    public void A_marketing_mail_belongs_to_its_unsubscribe_group() =>
        Holds("unsubscribe-group", MailSamples.Marketing, MailSamples.Settings with { UnsubscribeGroup = 4711 });

    [Fact]
    public void A_mail_in_the_sandbox() =>
        Holds("sandbox", MailSamples.Requested, MailSamples.Settings with { Sandbox = true });

    [Fact]
    public void A_mail_without_names() =>
        Holds("no-name", MailSamples.Requested with { ToName = null }, MailSamples.Settings with { FromName = null });

    [Fact]
    public void A_mail_with_letters_of_the_world_and_a_preheader() =>
        Holds(
            "non-ascii",
            MailSamples.Requested with
            {
                ToName = "Łukasz \"日本\" Müller",
                Content = new(
                    "Größe zählt, “Łukasz” 日本 😀",
                    "Was <Sie> & wir wissen",
                    "<html><BODY class=\"wide\"><p>Grüße</p></BODY></html>",
                    "Grüße\r\n\tan Łukasz"
                ),
            }
        );

    [Fact]
    public void A_requested_mail_belongs_to_no_unsubscribe_group() =>
        Assert.Equal(
            SendGridRequest.For(MailSamples.Requested, MailSamples.Settings).ToJson(),
            SendGridRequest.For(MailSamples.Requested, MailSamples.Settings with { UnsubscribeGroup = 4711 }).ToJson()
        );

    [Fact]
    public void One_click_is_promised_over_https_alone()
    {
        var mail = MailSamples.Marketing with { UnsubscribeUrl = "http://localhost:7071/unsubscribe" };

        Assert.Equal(
            new Dictionary<string, string> { ["List-Unsubscribe"] = "<http://localhost:7071/unsubscribe>" },
            SendGridRequest.For(mail, MailSamples.Settings).Headers
        );
    }

    [Fact]
    public void A_part_that_is_empty_is_left_out() =>
        Assert.Equal(
            ["text/html"],
            SendGridRequest
                .For(
                    MailSamples.Requested with
                    {
                        Content = MailSamples.Requested.Content with { Text = " " },
                    },
                    MailSamples.Settings
                )
                .Content.Select(part => part.Type)
        );

    [Theory]
    [InlineData("<p>no body</p>", "{0}<p>no body</p>")]
    [InlineData("<body><p>a</p>", "<body>{0}<p>a</p>")]
    [InlineData("<bodyguard/><body\nid='x'>a", "<bodyguard/><body\nid='x'>{0}a")]
    [InlineData("<body", "{0}<body")]
    public void A_preheader_stands_at_the_beginning_of_the_body(string html, string expected)
    {
        const string Hidden =
            "<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0\" aria-hidden=\"true\">x</div>";

        Assert.Equal(expected.Replace("{0}", Hidden, StringComparison.Ordinal), Preheader.Into(html, "x"));
    }

    private static void Holds(string name, OutgoingMail mail, SendGridSettings? settings = null) =>
        Golden.Holds(
            "Journeys.Runtime.Tests/Mail/SendGrid",
            name,
            SendGridRequest.For(mail, settings ?? MailSamples.Settings).ToJson()
        );
}
