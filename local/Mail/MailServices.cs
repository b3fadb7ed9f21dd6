using Journeys.Local.Clock;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Mail.SendGrid;
using Microsoft.Extensions.DependencyInjection;

namespace Journeys.Local.Mail;

/// <summary>Registers who takes mails: nobody but a table, unless there is a key for SendGrid.</summary>
internal static class MailServices
{
    public static void AddMail(this IServiceCollection services, SendGridSettings? settings)
    {
        services.AddSingleton<CapturedMail>();
        services.AddSingleton<IMailArchive>(provider => provider.GetRequiredService<CapturedMail>());
        if (settings is null)
        {
            services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<CapturedMail>());
            return;
        }

        services.AddSingleton<ISendGridPost>(_ => SendGridHttp.To(settings));
        services.AddSingleton(provider => new SendGridSender(
            provider.GetRequiredService<ISendGridPost>(),
            settings,
            // However fast the host's clock runs, SendGrid's does not.
            provider.GetRequiredService<HostClock>().Wall
        ));
        services.AddSingleton<IMailSender, SentMail>();
    }
}
