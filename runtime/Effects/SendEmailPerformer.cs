using System.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
using Journeys.Runtime.Tables;
using Journeys.Runtime.Templates;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>
/// Sends mails. A mail cannot be taken back and no provider knows it by a key, so the ledger says <c>sending</c> before
/// the provider is called. Whoever finds that word after a crash asks the provider, and if it cannot tell, the mail is
/// uncertain: it is never simply sent again. The word is written only if nobody else has written it since the entry was
/// read, so of two processes that want to send the same mail one does.
/// </summary>
public sealed class SendEmailPerformer(
    IMailSender sender,
    TakenMails taken,
    FactsReader facts,
    Lazy<IInstances> instances,
    RuntimeSettings settings,
    Signatures signatures
) : IPerformer<Effect.SendEmail>
{
    /// <summary>
    /// How long a process that said <c>sending</c> is left alone where several may run: longer than a provider's answer ever
    /// takes. After that it is taken for dead.
    /// </summary>
    public static readonly Duration Patience = Duration.FromMinutes(5);

    public async Task<Performance> PerformAsync(
        Effect.SendEmail effect,
        Occasion occasion,
        CancellationToken cancellation
    )
    {
        if (occasion.Entry.Status == EffectStatus.Sending)
        {
            if (taken.Find(occasion.Entry) is { } message)
            {
                return await taken.KeepAsync(effect, occasion, message);
            }

            const string Ended = "the process ended while the mail was being sent";
            if (await AskAsync(effect, occasion, Ended, cancellation) is { } known)
            {
                return known;
            }
        }

        return Compose(effect, occasion) switch
        {
            Rendering<OutgoingMail>.Rendered mail => await SendAsync(effect, occasion, mail.Content, cancellation),
            Rendering<OutgoingMail>.Failed failed => Performance.Never(failed.Reason),
            var other => throw new UnreachableException($"{other} is no rendering"),
        };
    }

    private static Rendering<OutgoingMail> Compose(Effect.SendEmail effect, Occasion occasion)
    {
        if (occasion.Facts.Contact.Text("email") is not { Length: > 0 } address)
        {
            return new Rendering<OutgoingMail>.Failed(["contact.email"], "contact.email is not known");
        }

        if (Plain.Hides(address) || address.Any(char.IsWhiteSpace) || address.Contains(','))
        {
            return new Rendering<OutgoingMail>.Failed([], "contact.email is no mail address");
        }

        if (!occasion.Journey.Emails.TryGetValue(effect.Template, out var template))
        {
            return new Rendering<OutgoingMail>.Failed([], $"there is no mail \"{effect.Template}\" in this version");
        }

        return MailRenderer.Render(template, occasion.Templates) switch
        {
            Rendering<MailContent>.Rendered content => new Rendering<OutgoingMail>.Rendered(
                new(
                    effect.Id,
                    occasion.Entry.Journey,
                    occasion.Entry.Version,
                    effect.Step,
                    occasion.Instance,
                    occasion.Contact,
                    address,
                    occasion.ContactName,
                    effect.Class,
                    content.Content,
                    effect.Class == Sendings.Marketing ? occasion.Templates.UnsubscribeUrl : null
                )
            ),
            Rendering<MailContent>.Failed failed => failed.As<OutgoingMail>(),
            var other => throw new UnreachableException($"{other} is no rendering"),
        };
    }

    private async Task<Performance> SendAsync(
        Effect.SendEmail effect,
        Occasion occasion,
        OutgoingMail mail,
        CancellationToken cancellation
    )
    {
        var entry = occasion.Entry.As(EffectStatus.Sending);
        var sending = new Told(
            null,
            settings.SingleWriter ? entry : entry with { NotBefore = occasion.Now + Patience, By = signatures.Next() }
        );
        cancellation.ThrowIfCancellationRequested();

        // From the mark on nothing is cut off by a host that stops: a mail that is marked and not sent is one whose fate nobody
        // knows. The provider's answer has a limit of its own.
        var marked = await instances.Value.TellAsync(
            new(occasion.Instance, occasion.Contact, [sending]),
            CancellationToken.None
        );
        if (marked is [AdvanceAnswer.Overtaken])
        {
            return new Performance.Elsewhere();
        }

        // Nothing but the provider's call comes after this.
        if (await facts.ReadAnewAsync(occasion.Contact, CancellationToken.None) is not { } now)
        {
            // Its contact is being erased, and the mail with it.
            return new Performance.Elsewhere();
        }

        if (SendingRules.Refusal(effect.Class, new Sight(now)) is { } refusal)
        {
            return Performance.Unwanted(refusal, effect.Class);
        }

        MailResult result;
        try
        {
            result = await sender.SendAsync(mail, CancellationToken.None);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // The answer was lost, or the call never arrived. Only the provider knows.
            return await AskAsync(effect, occasion, fault.Message, cancellation)
                ?? Performance.Later($"the mail was not taken: {fault.Message}");
        }

        return result switch
        {
            MailResult.Taken { MessageId: var message } => await taken.KeepAsync(effect, occasion, message),
            MailResult.Refused { Passing: true } refused => Performance.Later(refused.Why, refused.RetryAfter),
            MailResult.Refused refused => Performance.Never(refused.Why),
            _ => throw new UnreachableException($"{result.GetType().Name} is no answer"),
        };
    }

    // Null: the provider has certainly not taken it.
    private async Task<Performance?> AskAsync(
        Effect.SendEmail effect,
        Occasion occasion,
        string why,
        CancellationToken cancellation
    )
    {
        bool? wasTaken;
        try
        {
            wasTaken = await sender.WasTakenAsync(effect.Id, cancellation);
        }
        catch (Exception fault) when (fault is not StorageUnavailableException && !cancellation.IsCancellationRequested)
        {
            (wasTaken, why) = (null, fault.Message);
        }

        return wasTaken switch
        {
            true => await taken.KeepAsync(effect, occasion, effect.Id),
            false => null,
            null => new Performance.Uncertain(why),
        };
    }
}
