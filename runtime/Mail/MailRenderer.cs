using System.Text;
using Journeys.Runtime.Templates;

namespace Journeys.Runtime.Mail;

/// <summary>Makes mails of templates and what is known of a contact.</summary>
public static class MailRenderer
{
    /// <summary>The longest subject, in characters: one line of a mail (RFC 5322, section 2.1.1).</summary>
    public const int SubjectLimit = 998;

    /// <summary>
    /// Renders a mail. Values are escaped in its HTML; subject and preheader are one line each, without control
    /// characters, so that no value can add a header.
    /// </summary>
    public static Rendering<MailContent> Render(MailTemplate template, TemplateContext context)
    {
        var problems = new RenderingProblems();
        var subject = OneLine(template.Subject.Render(context, problems));
        var preheader = OneLine(template.Preheader?.Render(context, problems) ?? "");
        var html = template.Html.Render(context, problems);
        var text = template.Text.Render(context, problems);
        if (!problems.Any && subject.Length is 0 or > SubjectLimit)
        {
            problems.Add(
                subject.Length == 0
                    ? "the subject is empty"
                    : $"the subject has {subject.Length} characters, at most {SubjectLimit} are allowed"
            );
        }

        return problems.Any
            ? problems.ToFailure<MailContent>()
            : new Rendering<MailContent>.Rendered(new(subject, preheader, html, text));
    }

    /// <summary>Renders a mail for its author: what is not known is marked, and told.</summary>
    public static MailPreview Preview(MailTemplate template, TemplateContext context)
    {
        var problems = new RenderingProblems { Mark = path => $"⟦{path}⟧" };
        var content = new MailContent(
            OneLine(template.Subject.Render(context, problems)),
            OneLine(template.Preheader?.Render(context, problems) ?? ""),
            template.Html.Render(context, problems),
            template.Text.Render(context, problems)
        );
        return new(content, problems.Missing, problems.Any ? problems.ToFailure<MailContent>().Reason : "");
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!TurnsText(letter))
            {
                line.Append(letter);
            }
        }

        return line.ToString().TrimEnd();
    }

    // These turn the direction of what follows, and can make a subject read as something else (Unicode, annex 9).
    private static bool TurnsText(char letter) =>
        letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
