using System.Diagnostics;
using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Steps;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Mail;
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
    ContactStore contacts,
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
            var known = await AskAsync(effect, "the process ended while the mail was being sent", cancellation);
            if (known is not null)
            {
                return known is Performance.Done ? await TouchAsync(effect, occasion, known, cancellation) : known;
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
        var marked = await instances.Value.TellAsync(new(occasion.Instance, occasion.Contact, [sending]), cancellation);
        if (marked is [AdvanceAnswer.Overtaken])
        {
            return new Performance.Elsewhere();
        }

        // Nothing but the provider's call comes after this.
        if (await facts.ReadAnewAsync(occasion.Contact, cancellation) is not { } now)
        {
            // Its contact is being erased, and the mail with it.
            return new Performance.Elsewhere();
        }

        if (SendingRules.Refusal(effect.Class, new Sight(now)) is { } refusal)
        {
            return Performance.Unwanted(refusal, effect.Class);
        }

        Performance performance;
        try
        {
            performance = Judge(await sender.SendAsync(mail, cancellation));
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            // The answer was lost, or the call never arrived. Only the provider knows.
            performance =
                await AskAsync(effect, fault.Message, cancellation)
                ?? Performance.Later($"the mail was not taken: {fault.Message}");
        }

        return performance is Performance.Done
            ? await TouchAsync(effect, occasion, performance, cancellation)
            : performance;
    }

    private static Performance Judge(MailResult result) =>
        result switch
        {
            MailResult.Taken taken => Taken(taken.MessageId),
            MailResult.Refused { Passing: true } refused => Performance.Later(refused.Why, refused.RetryAfter),
            MailResult.Refused refused => Performance.Never(refused.Why),
            _ => throw new UnreachableException($"{result.GetType().Name} is no answer"),
        };

    // Null: the provider has certainly not taken it.
    private async Task<Performance?> AskAsync(Effect.SendEmail effect, string why, CancellationToken cancellation) =>
        await sender.WasTakenAsync(effect.Id, cancellation) switch
        {
            true => Taken(effect.Id),
            false => null,
            null => new Performance.Uncertain(why),
        };

    private static Performance.Done Taken(string message) =>
        new($"message {message}", Fields.Of(KeyValuePair.Create("message", FieldValue.Of(message))));

    private async Task<Performance> TouchAsync(
        Effect.SendEmail effect,
        Occasion occasion,
        Performance performance,
        CancellationToken cancellation
    )
    {
        var touchpoint = new Touchpoint(
            effect.Id,
            OwnTouchpoints.EmailSent,
            occasion.Now,
            OwnTouchpoints.Source(occasion.Entry.Journey),
            effect.Id,
            Fields.Of(
                KeyValuePair.Create("template", FieldValue.Of(effect.Template)),
                KeyValuePair.Create("step", FieldValue.Of(effect.Step))
            ),
            Fields.Empty
        );
        await contacts.RecordAsync(occasion.Contact, touchpoint, cancellation);
        return performance;
    }
}
