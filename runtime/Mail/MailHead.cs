using System.Net;

namespace Journeys.Runtime.Mail;

/// <summary>What a mail's HTML says about the mail: its subject and its preheader, as templates of plain text.</summary>
internal sealed record MailHead(string Subject, string Preheader)
{
    /// <summary>Finds both; each is empty when it is not there.</summary>
    public static MailHead Find(string html)
    {
        var (subject, preheader) = ("", "");
        for (var at = html.IndexOf('<'); at >= 0; at = at >= html.Length ? -1 : html.IndexOf('<', at))
        {
            if (StartsWith(html, at, "<!--"))
            {
                at = After(html, "-->", at);
                continue;
            }

            var end = TagEnd(html, at);
            if (subject.Length == 0 && StartsWith(html, at, "<title"))
            {
                var close = html.IndexOf("</title", end, StringComparison.OrdinalIgnoreCase);
                subject = close < 0 ? "" : Plain(html[end..close]);
            }
            else if (StartsWith(html, at, "<meta") && Attribute(html[at..end], "name") == "preheader")
            {
                preheader = Plain(Attribute(html[at..end], "content"));
            }

            at = end;
        }

        return new(subject, preheader);
    }

    private static string Plain(string source) => WebUtility.HtmlDecode(source).Trim();

    private static bool StartsWith(string html, int at, string tag) =>
        html.AsSpan(at).StartsWith(tag, StringComparison.OrdinalIgnoreCase);

    private static int After(string html, string what, int from)
    {
        var at = html.IndexOf(what, from, StringComparison.Ordinal);
        return at < 0 ? html.Length : at + what.Length;
    }

    // Quotes hide a ">", and the braces of a template hide both.
    private static int TagEnd(string html, int at)
    {
        var quote = '\0';
        while (at < html.Length)
        {
            if (html.AsSpan(at).StartsWith("{{"))
            {
                at = After(html, "}}", at);
                continue;
            }

            var letter = html[at++];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter == '>')
            {
                return at;
            }
        }

        return at;
    }

    private static string Attribute(string tag, string name)
    {
        for (var at = tag.IndexOf(name, StringComparison.OrdinalIgnoreCase); at > 0; at = Next(tag, name, at))
        {
            var rest = tag.AsSpan(at + name.Length).TrimStart();
            if (!char.IsWhiteSpace(tag[at - 1]) || !rest.StartsWith("="))
            {
                continue;
            }

            var value = rest[1..].TrimStart();
            return value.Length > 0 && value[0] is '"' or '\'' ? Quoted(value.ToString()) : "";
        }

        return "";
    }

    private static int Next(string tag, string name, int at) =>
        tag.IndexOf(name, at + name.Length, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(string value)
    {
        for (var at = 1; at < value.Length; )
        {
            if (value.AsSpan(at).StartsWith("{{"))
            {
                at = After(value, "}}", at);
            }
            else if (value[at] == value[0])
            {
                return value[1..at];
            }
            else
            {
                at++;
            }
        }

        return "";
    }
}
