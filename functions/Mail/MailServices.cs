using Journeys.Runtime;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
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
                .AddSingleton<IMailArchive>(provider => provider.GetRequiredService<CapturedMail>())
                .AddCapturedMailPlace();
        }

        return services
            .AddSingleton(settings)
            .AddSingleton<ISendGridClient>(_ => Client(settings))
            .AddSingleton<ISendGridPost, SendGridLibrary>()
            .AddSingleton<IMailSender, SendGridSender>();
    }

    // With a client of HTTP that is given to it, SendGrid's library never tries again by itself.
    private static SendGridClient Client(SendGridSettings settings) =>
        new(
            SendGridConnection.Open(),
            new SendGridClientOptions
            {
                ApiKey = settings.ApiKey,
                Host = settings.BaseAddress.GetLeftPart(UriPartial.Path).TrimEnd('/'),
            }
        );
}
