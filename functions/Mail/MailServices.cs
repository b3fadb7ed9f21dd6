using Journeys.Functions.Settings;
using Journeys.Runtime.Mail;
using Microsoft.Extensions.DependencyInjection;
using SendGrid;

namespace Journeys.Functions.Mail;

/// <summary>Registers who sends mails.</summary>
public static class MailServices
{
    /// <summary>Sends mails over SendGrid; without its settings they are captured in the table <c>Mail</c>.</summary>
    public static IServiceCollection AddSendGrid(this IServiceCollection services, SendGridSettings? settings)
    {
        if (settings is null)
        {
            return services
                .AddSingleton<CapturedMail>()
                .AddSingleton<IMailSender>(provider => provider.GetRequiredService<CapturedMail>())
                .AddSingleton<IMailArchive>(provider => provider.GetRequiredService<CapturedMail>());
        }

        return services
            .AddSingleton(settings)
            .AddSingleton<ISendGridClient>(_ => Client(settings))
            .AddSingleton<IMailSender, SendGridSender>();
    }

    // With a client of HTTP that is given to it, SendGrid's library never tries again by itself.
    private static SendGridClient Client(SendGridSettings settings)
    {
        var http = new HttpClient(
            new SocketsHttpHandler
            {
                // A change of SendGrid's addresses is noticed.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            // It answers in less than a second; after this the mail is uncertain.
            Timeout = TimeSpan.FromSeconds(30),
        };
        return new(http, new SendGridClientOptions { ApiKey = settings.ApiKey }.SetDataResidency(settings.Region));
    }
}
