using System.Net;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>
/// The line that inboxes show after the subject. They take it from the beginning of the body, so it stands there, where the
/// reader of the mail does not see it.
/// </summary>
internal static class Preheader
{
    private const string Hidden =
        "<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0\" aria-hidden=\"true\">";

    /// <summary>The HTML with the line; as it was when there is none.</summary>
    public static string Into(string html, string preheader)
    {
        if (preheader.Length == 0)
        {
            return html;
        }

        var at = BodyStart(html);
        return string.Concat(html.AsSpan(0, at), Hidden, WebUtility.HtmlEncode(preheader) + "</div>", html.AsSpan(at));
    }

    /// <summary>The place behind the tag that opens the body; the very beginning when there is none.</summary>
    private static int BodyStart(string html)
    {
        for (var at = 0; (at = html.IndexOf("<body", at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var behind = at + "<body".Length;
            if (behind < html.Length && (html[behind] == '>' || char.IsWhiteSpace(html[behind])))
            {
                var end = html.IndexOf('>', behind);
                return end < 0 ? 0 : end + 1;
            }
        }

        return 0;
    }
}
