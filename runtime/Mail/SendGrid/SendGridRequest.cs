using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Journeys.Runtime.Mail.SendGrid;

/// <summary>
/// What SendGrid is asked, in its own names. Source: twilio.com/docs/sendgrid/api-reference/mail-send/mail-send. Written by
/// ourselves rather than by its library, so that tests see the very bytes.
/// </summary>
internal sealed record SendGridRequest(
    IReadOnlyList<Personalization> Personalizations,
    MailPerson From,
    string Subject,
    IReadOnlyList<MailPart> Content,
    IReadOnlyDictionary<string, string>? Headers,
    IReadOnlyList<string> Categories,
    UnsubscribeGroup? Asm,
    MailOptions? MailSettings
)
{
    // SendGrid's limit for the name of a category.
    private const int CategoryLength = 255;

    private static readonly SendGridJson Json = new(
        // Never part of a page; people read the golden files.
        new JsonSerializerOptions(SendGridJson.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>The request for a mail.</summary>
    public static SendGridRequest For(OutgoingMail mail, SendGridSettings settings) =>
        new(
            [new Personalization([new MailPerson(mail.To, mail.ToName)], Arguments(mail))],
            new MailPerson(settings.From, settings.FromName),
            mail.Content.Subject,
            [.. Parts(mail.Content)],
            Headers: MailHeaders.Of(mail) is { Count: > 0 } headers ? headers : null,
            // Nothing of a person: categories are shown to everybody who sees SendGrid's statistics.
            [
                .. new[] { mail.Journey, $"{mail.Journey}/{mail.Step}" }
                    .Select(Category)
                    .Distinct(StringComparer.Ordinal),
            ],
            mail.UnsubscribeUrl is not null && settings.UnsubscribeGroup is { } group
                ? new UnsubscribeGroup(group)
                : null,
            settings.Sandbox ? new MailOptions(new SandboxMode(Enable: true)) : null
        );

    public string ToJson() => JsonSerializer.Serialize(this, Json.SendGridRequest);

    // They come back flat among the members of SendGrid's events, and so bear a prefix.
    private static SortedDictionary<string, string> Arguments(OutgoingMail mail) =>
        new(StringComparer.Ordinal)
        {
            ["journeys_effect"] = mail.Effect,
            ["journeys_instance"] = mail.Instance,
            ["journeys_journey"] = mail.Journey,
            ["journeys_step"] = mail.Step,
            ["journeys_version"] = mail.Version,
        };

    // SendGrid wants the text first, and no part empty.
    private static IEnumerable<MailPart> Parts(MailContent content)
    {
        if (!string.IsNullOrWhiteSpace(content.Text))
        {
            yield return new MailPart("text/plain", content.Text);
        }

        yield return new MailPart("text/html", Preheader.Into(content.Html, content.Preheader));
    }

    private static string Category(string name) => name.Length <= CategoryLength ? name : name[..CategoryLength];
}

internal sealed record Personalization(IReadOnlyList<MailPerson> To, IReadOnlyDictionary<string, string> CustomArgs);

internal sealed record MailPerson(string Email, string? Name);

internal sealed record MailPart(string Type, string Value);

internal sealed record UnsubscribeGroup(int GroupId);

internal sealed record MailOptions(SandboxMode SandboxMode);

internal sealed record SandboxMode(bool Enable);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SendGridRequest))]
[JsonSerializable(typeof(SendGridErrors))]
internal sealed partial class SendGridJson : JsonSerializerContext;
