using System.Collections.Immutable;
using Journeys.Orchestrations.Diagnostics;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Mail;

/// <summary>
/// A compiled mail: its HTML, its text, the subject from the HTML's <c>&lt;title&gt;</c> and the preheader from its
/// <c>&lt;meta name="preheader"&gt;</c>. Thread-safe; read it once for a published version and keep it.
/// </summary>
public sealed class MailTemplate
{
    private MailTemplate(TextTemplate subject, TextTemplate? preheader, TextTemplate html, TextTemplate text)
    {
        Subject = subject;
        Preheader = preheader;
        Html = html;
        Text = text;
    }

    internal TextTemplate Subject { get; }

    internal TextTemplate? Preheader { get; }

    internal TextTemplate Html { get; }

    internal TextTemplate Text { get; }

    /// <summary>Reads a mail, or says what is wrong with it.</summary>
    /// <param name="source">Its files.</param>
    /// <param name="consentClass">The class it is sent under: <c>marketing</c>, <c>requested</c>, <c>service</c>.</param>
    /// <param name="schema">The variables it may name.</param>
    public static MailReading Read(MailSource source, string consentClass, TemplateSchema schema)
    {
        var htmlBag = new DiagnosticBag(source.HtmlFile);
        var textBag = new DiagnosticBag(source.TextFile);
        var template = Read(source, consentClass == Sendings.Marketing, schema, htmlBag, textBag);
        return new(template, [.. htmlBag.Items, .. textBag.Items]);
    }

    private static MailTemplate? Read(
        MailSource source,
        bool isMarketing,
        TemplateSchema schema,
        DiagnosticBag htmlBag,
        DiagnosticBag textBag
    )
    {
        var html = Part(source.Html, isHtml: true, isMarketing, schema, htmlBag);
        var text = source.Text is null ? null : Part(source.Text, isHtml: false, isMarketing, schema, textBag);
        if (string.IsNullOrWhiteSpace(source.Text))
        {
            textBag.Error(
                "J402",
                Place.Start,
                "the mail has no text part: write this file, for readers who see no HTML, and so that it is not taken for spam"
            );
        }

        var head = MailHead.Find(source.Html);
        if (head.Subject.Length == 0)
        {
            htmlBag.Error("J401", Place.Start, "the mail has no subject: write it into <title>…</title>");
        }

        if (html is null || text is null || htmlBag.HasErrors || textBag.HasErrors)
        {
            return null;
        }

        // The whole file was checked, so its parts can only fail where the file's tags and its markup cross.
        var subject = TextTemplate.Read(head.Subject, schema, Place.Start, htmlBag);
        var preheader = TextTemplate.Read(head.Preheader, schema, Place.Start, htmlBag);
        return subject is null || preheader is null ? null : new(subject, preheader, html, text);
    }

    private static TextTemplate? Part(
        string source,
        bool isHtml,
        bool isMarketing,
        TemplateSchema schema,
        DiagnosticBag bag
    )
    {
        var template = TextTemplate.Read(source, isHtml, schema, new(source, bag, fixedPlace: null));
        if (isMarketing && template?.Names("unsubscribeUrl") == false)
        {
            bag.Error(
                "J405",
                Place.Start,
                "a marketing mail lets its reader unsubscribe: write a link to {{unsubscribeUrl}} into it"
            );
        }

        return template;
    }
}

/// <summary>The files of a mail.</summary>
/// <param name="HtmlFile">The HTML file as its author knows it: <c>workspace/spring/emails/hello.html</c>.</param>
/// <param name="Html">Its content.</param>
/// <param name="Text">The content of the text file beside it; null when there is none.</param>
public sealed record MailSource(string HtmlFile, string Html, string? Text)
{
    /// <summary>The text file: the HTML file's name with <c>.txt</c>.</summary>
    public string TextFile => Path.ChangeExtension(HtmlFile, ".txt");
}

/// <summary>What came of reading a mail.</summary>
/// <param name="Template">The mail; null when there are errors.</param>
/// <param name="Diagnostics">What was found, in the HTML file first.</param>
public sealed record MailReading(MailTemplate? Template, ImmutableArray<Diagnostic> Diagnostics);
