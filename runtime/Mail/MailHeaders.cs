namespace Journeys.Runtime.Mail;

/// <summary>The headers that a mail bears besides those of every mail. Their values are addresses of our own making.</summary>
public static class MailHeaders
{
    public const string Unsubscribe = "List-Unsubscribe";

    public const string UnsubscribePost = "List-Unsubscribe-Post";

    private const string OneClick = "List-Unsubscribe=One-Click";

    /// <summary>The headers of a mail, by name.</summary>
    public static SortedDictionary<string, string> Of(OutgoingMail mail)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (mail.UnsubscribeUrl is { } url)
        {
            headers[Unsubscribe] = $"<{url}>";

            // RFC 8058: one click works over https alone, and mailboxes pass over the promise otherwise.
            if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                headers[UnsubscribePost] = OneClick;
            }
        }

        return headers;
    }
}
