namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>The connections to SendGrid of both hosts.</summary>
public static class SendGridConnection
{
    /// <summary>It answers in less than a second; after this long a mail is uncertain.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    /// <summary>A client that tries nothing twice.</summary>
    public static HttpClient Open() =>
        new(
            new SocketsHttpHandler
            {
                // A change of SendGrid's addresses is noticed.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
                AllowAutoRedirect = false,
            }
        )
        {
            Timeout = AnswerLimit,
        };
}
