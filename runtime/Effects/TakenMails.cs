using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Machine;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Contacts;
using Journeys.Runtime.Instances;
using Journeys.Runtime.Tables;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Journeys.Runtime.Effects;

/// <summary>
/// What the provider has taken. Its word is given once, so nothing that fails afterwards may lose it: while the contact's
/// touchpoint cannot be written, the word stands in the mail's open row in the ledger, where the next try finds it, and
/// should the ledger not answer either, this process still knows.
/// </summary>
/// <remarks>Nothing here is cut off by a host that stops: it is over in a moment, and must not be half done.</remarks>
public sealed class TakenMails(ContactStore contacts, Lazy<IInstances> instances, ILogger<TakenMails> log)
{
    /// <summary>How many words are remembered: more than are ever under way in one process.</summary>
    private const int Remembered = 4_096;

    private const string Word = "message ";

    private readonly RecentRows<string> messages = new(Remembered);

    /// <summary>The provider's id of a mail, when its word was given to an earlier try; null when nobody here knows it.</summary>
    public string? Find(LedgerEntry entry) =>
        entry.Detail is { } detail && detail.StartsWith(Word, StringComparison.Ordinal)
            ? detail[Word.Length..]
            : messages.Find(entry.Id);

    /// <summary>Records that a mail was taken.</summary>
    /// <param name="effect">The mail.</param>
    /// <param name="occasion">Its circumstances.</param>
    /// <param name="message">The provider's id of it.</param>
    /// <returns>What to tell its instance.</returns>
    /// <exception cref="StorageUnavailableException">The touchpoint is not written. The mail is known as taken when it is tried again.</exception>
    public async Task<Performance.Done> KeepAsync(Effect.SendEmail effect, Occasion occasion, string message)
    {
        messages.KeepWritten(effect.Id, message, messages.Mark(effect.Id));
        var done = new Performance.Done(
            $"{Word}{message}",
            Fields.Of(KeyValuePair.Create("message", FieldValue.Of(message)))
        );
        try
        {
            await contacts.RecordAsync(occasion.Contact, Touchpoint(effect, occasion), CancellationToken.None);
        }
        catch (Exception fault)
        {
            await NoteAsync(occasion, done);
            if (fault is StorageUnavailableException)
            {
                throw;
            }

            // It would fail as often as it is tried, and the mail is out: its journey goes on.
            RuntimeLog.TouchpointBroken(log, effect.Id, fault);
        }

        return done;
    }

    private static Touchpoint Touchpoint(Effect.SendEmail effect, Occasion occasion) =>
        new(
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

    private async Task NoteAsync(Occasion occasion, Performance.Done done)
    {
        if (occasion.Entry is { Status: EffectStatus.Sending } entry && entry.Detail == done.Detail)
        {
            return;
        }

        // Whoever looks next may go on at once, and whatever this process has written there since it read the row is replaced.
        var noted = occasion.Entry.As(EffectStatus.Sending, done.Detail) with
        {
            NotBefore = null,
            ETag = null,
        };
        try
        {
            var note = new Told(null, noted);
            await instances.Value.TellAsync(new(occasion.Instance, occasion.Contact, [note]), CancellationToken.None);
        }
        catch (Exception fault)
        {
            RuntimeLog.TakenNotNoted(log, occasion.Entry.Id, fault.Message);
        }
    }
}
