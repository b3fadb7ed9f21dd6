using Journeys.Runtime.Mail;
using Journeys.Runtime.Templates;
using Journeys.Runtime.Tests.Templates;

namespace Journeys.Runtime.Tests.Mail;

public sealed class MailTemplateTests
{
    private const string Html = """
        <!doctype html>
        <html>
          <!-- <title>not this</title> -->
          <head>
            <META content='{{default contact.firstName "you"}}&nbsp;&amp; us >' name="preheader">
            <title>
              Hello {{contact.firstName}} &amp; friends
            </title>
          </head>
          <body>
            <p>Dear {{contact.firstName}}, <a href="{{unsubscribeUrl}}">stop</a></p>
          </body>
        </html>
        """;

    private const string Text = "Dear {{contact.firstName}}\n{{unsubscribeUrl}}\n";

    [Fact]
    public void A_mail_has_a_subject_a_preheader_html_and_text()
    {
        var content = Rendered(Html, Text);
        Assert.Equal("Hello Ada & friends", content.Subject);
        Assert.Equal("Ada & us >", content.Preheader);
        Assert.Contains("<p>Dear Ada, <a href=\"https://example.com/u/1\">stop</a></p>", content.Html);
        Assert.Equal("Dear Ada\nhttps://example.com/u/1\n", content.Text);
    }

    [Fact]
    public void A_name_cannot_become_html_or_a_header()
    {
        var content = Rendered(
            Html,
            Text,
            Samples.Context("""{"firstName": "<script>x</script>\r\nBcc: eve@example.com\u0000\u2028\u202Eb"}""")
        );
        Assert.Equal("Hello <script>x</script> Bcc: eve@example.com b & friends", content.Subject);
        Assert.Equal("<script>x</script> Bcc: eve@example.com b & us >", content.Preheader);
        Assert.DoesNotContain("<script>", content.Html);
        Assert.Contains("&lt;script&gt;x&lt;/script&gt;", content.Html);
        Assert.StartsWith("Dear <script>x</script>", content.Text);
    }

    [Fact]
    public void Unicode_arrives_as_it_is()
    {
        var content = Rendered(Html, Text, Samples.Context("""{"firstName": "Zoë 👩‍👩‍👧 李 ﷺ"}"""));
        Assert.Equal("Hello Zoë 👩‍👩‍👧 李 ﷺ & friends", content.Subject);
        Assert.Contains("<p>Dear Zoë 👩‍👩‍👧 李 ﷺ,", content.Html);
    }

    [Fact]
    public void A_missing_value_fails_the_whole_mail_and_is_named_once()
    {
        var failed = Assert.IsType<Rendering<MailContent>.Failed>(
            MailRenderer.Render(Read(Html, Text), Samples.Context("{}"))
        );
        Assert.Equal("contact.firstName is not known", failed.Reason);
        Assert.Equal(["contact.firstName"], failed.Missing);
    }

    [Fact]
    public void A_mail_without_a_preheader_has_an_empty_one() =>
        Assert.Equal("", Rendered("<title>Hi</title>{{unsubscribeUrl}}", Text).Preheader);

    [Theory]
    [InlineData("{{#if contact.phone}}x{{/if}}", "FAILED the subject is empty")]
    [InlineData("{{contact.name}}", "FAILED the subject has 1200 characters, at most 998 are allowed")]
    public void A_subject_that_is_no_subject_fails(string title, string expected)
    {
        var context = Samples.Context($$"""{"name": "{{new string('x', 1200)}}", "firstName": "Ada"}""");
        var failed = MailRenderer.Render(Read($"<title>{title}</title>{{{{unsubscribeUrl}}}}", Text), context);
        Assert.Equal(expected, $"FAILED {Assert.IsType<Rendering<MailContent>.Failed>(failed).Reason}");
    }

    [Fact]
    public void A_mail_without_a_subject_is_refused()
    {
        const string Expected = "w/hi.html:1:1 error J401: the mail has no subject: write it into <title>…</title>";
        Assert.Equal([Expected], Findings("<p>{{unsubscribeUrl}}</p>", Text));
        Assert.Equal([Expected], Findings("<title> </title>{{unsubscribeUrl}}", Text));
        Assert.Equal([Expected], Findings("<title>never closed {{unsubscribeUrl}}", Text));
        Assert.Equal([Expected], Findings("<!-- <title>x</title> {{unsubscribeUrl}}", Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" \n")]
    public void A_mail_without_a_text_part_is_refused(string? text) =>
        Assert.Contains(
            "w/hi.txt:1:1 error J402: the mail has no text part: write this file, for readers who see no HTML, and so that it is not taken for spam",
            Findings(Html, text)
        );

    [Fact]
    public void A_marketing_mail_must_let_its_reader_unsubscribe_in_both_parts()
    {
        const string Title = "<title>Hi</title>";
        const string Link =
            ":1:1 error J405: a marketing mail lets its reader unsubscribe: write a link to {{unsubscribeUrl}} into it";
        Assert.Equal([$"w/hi.html{Link}", $"w/hi.txt{Link}"], Findings(Title, "Hi"));
        Assert.Equal([$"w/hi.html{Link}"], Findings(Title + "{{! unsubscribeUrl }}", Text));
        Assert.Equal([], Findings(Title, "Hi", "service"));
        Assert.Equal([], Findings(Title + "{{#with contact}}{{../unsubscribeUrl}}{{/with}}", Text));
    }

    [Fact]
    public void Findings_name_the_file_and_the_place() =>
        Assert.Equal(
            [
                "w/hi.html:2:5 error J404: there is no variable \"contact.firstNam\": declare the field in workspace/fields.json if it is new. Did you mean \"contact.firstName\"?",
                "w/hi.txt:1:1 error J406: {{{…}}} prints a value without escaping it, so that a contact's name could become HTML: write {{…}}",
            ],
            Findings(
                "<title>Hi</title>\n  {{contact.firstNam}} {{unsubscribeUrl}}",
                "{{{contact.name}}} {{unsubscribeUrl}}"
            )
        );

    [Theory]
    [InlineData("<title>a</title><title>b</title>", "a", "")]
    [InlineData("<TITLE lang=\"en\">a</TITLE>", "a", "")]
    [InlineData("<title>{{#if contact.name}}a > b{{/if}}</title>", "{{#if contact.name}}a > b{{/if}}", "")]
    [InlineData(
        "<meta name='preheader' content=\"a {{default contact.name \"b\"}} c\">",
        "",
        "a {{default contact.name \"b\"}} c"
    )]
    [InlineData("<meta data-name=\"x\" name = \"preheader\"  content = 'it''s'>", "", "it")]
    [InlineData("<meta name=\"description\" content=\"x\"><meta name=\"preheader\">", "", "")]
    [InlineData("<meta name=\"preheader\" content=unquoted>", "", "")]
    [InlineData("<meta name=\"preheader\" content=\"never closed", "", "")]
    [InlineData("<", "", "")]
    [InlineData("<title", "", "")]
    [InlineData("<p title=\"<title>x</title>\"><title>y</title>", "y", "")]
    public void Subject_and_preheader_are_found_in_the_markup(string html, string subject, string preheader) =>
        Assert.Equal(new MailHead(subject, preheader), MailHead.Find(html));

    private static string[] Findings(string html, string? text, string consentClass = "marketing")
    {
        var reading = MailTemplate.Read(new("w/hi.html", html, text), consentClass, Samples.Schema);
        Assert.Equal(reading.Template is null, reading.Diagnostics.Length > 0);
        return [.. reading.Diagnostics.Select(item => item.ToString())];
    }

    private static MailTemplate Read(string html, string text)
    {
        var reading = MailTemplate.Read(new("w/hi.html", html, text), "marketing", Samples.Schema);
        Assert.Empty(reading.Diagnostics);
        return reading.Template!;
    }

    private static MailContent Rendered(string html, string text, TemplateContext? context = null) =>
        Assert
            .IsType<Rendering<MailContent>.Rendered>(
                MailRenderer.Render(Read(html, text), context ?? Samples.Context())
            )
            .Content;
}
