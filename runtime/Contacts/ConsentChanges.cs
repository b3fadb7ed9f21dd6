using Journeys.Orchestrations.Hub;
using Journeys.Orchestrations.Values;
using Journeys.Runtime.Events;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>Records what people decide on our own pages, as events like any other: running journeys hear them at once.</summary>
public sealed class ConsentChanges(EventIntake intake, ContactStore contacts, TimeProvider clock)
{
    /// <summary>Records that a contact gives or withdraws consent.</summary>
    /// <param name="contact">The contact's key. Of one that is not known, or not any more, only consent is recorded.</param>
    /// <param name="name">The class.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="given">Whether it is given.</param>
    /// <param name="page">The page's path: the event's source.</param>
    /// <param name="source">How it was said, for the history: <c>one-click</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">It is not recorded; whoever said it should say it again.</exception>
    public async Task RecordAsync(
        string contact,
        string name,
        string channel,
        bool given,
        string page,
        string source,
        CancellationToken cancellation
    )
    {
        var known = await contacts.ReadAsync(contact, cancellation);
        if (!given && !await contacts.ExistsAsync(contact, cancellation))
        {
            return;
        }

        var time = After(known.Permissions.Of(name, channel)?.Time);
        var type = given ? HubRules.Consented : HubRules.Unsubscribed;
        var id = $"{contact}@{time.ToUnixTimeMilliseconds()}/{name}/{channel}";
        var data = Fields.Of(
            KeyValuePair.Create("class", FieldValue.Of(name)),
            KeyValuePair.Create("channel", FieldValue.Of(channel)),
            KeyValuePair.Create("source", FieldValue.Of(source))
        );
        var said = new IncomingEvent(
            EventKey.Of(page, id),
            contact,
            type,
            time,
            page,
            null,
            Fields.Empty,
            Fields.Empty,
            data
        );
        if (await intake.AcceptAsync([said], cancellation) is [Intake.Rejected rejected])
        {
            throw new StorageUnavailableException($"What {page} was told cannot be kept: {rejected.Reason}");
        }
    }

    // A clock elsewhere may be ahead of ours, and what somebody says to us now is the last word.
    private Instant After(Instant? before)
    {
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        return before >= now ? before.Value + Duration.FromMilliseconds(1) : now;
    }
}
