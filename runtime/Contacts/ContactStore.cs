using Journeys.Orchestrations.Hub;
using Journeys.Runtime.Erasure;
using Journeys.Runtime.Tables;
using NodaTime;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// The hub's contacts. A touchpoint and what it teaches about the contact are written in one transaction, once: the
/// touchpoint's id is the duplicate check.
/// </summary>
/// <param name="marks">Which contacts were erased; asked for those that have no profile.</param>
/// <param name="recent">Contacts that need no reading because nobody else writes them.</param>
public sealed class ContactStore(ITables tables, ErasureMarks marks, RecentRows<StoredContact> recent)
{
    private const int Tries = 20;

    /// <summary>What is known of a contact; of one that was never heard of, nothing.</summary>
    public async Task<Contact> ReadAsync(string key, CancellationToken cancellation) =>
        (await FindAsync(key, cancellation)).Contact;

    /// <summary>What is known of a contact at this very moment, whatever the piece of work under way has read before.</summary>
    public Task<Contact> ReadAnewAsync(string key, CancellationToken cancellation)
    {
        recent.Outdate(key);
        return ReadAsync(key, cancellation);
    }

    /// <summary>The same for a decision; null when the contact is being erased or was.</summary>
    public Task<Contact?> AnewForDecisionAsync(string key, CancellationToken cancellation)
    {
        recent.Outdate(key);
        return ForDecisionAsync(key, cancellation);
    }

    /// <summary>Whether the contact was ever heard of.</summary>
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellation) =>
        await FindAsync(key, cancellation) is { ETag: not null, IsErased: false };

    /// <summary>
    /// What is known of a contact for a decision about it; null when it is being erased or was, and nothing is to be decided
    /// any more.
    /// </summary>
    public async Task<Contact?> ForDecisionAsync(string key, CancellationToken cancellation) =>
        await JudgedAsync(key, cancellation) is { IsErased: false, Contact: var contact } ? contact : null;

    /// <summary>Whether the contact is being erased, or was and has not consented again: nothing of it is to be kept.</summary>
    public async Task<bool> IsErasedAsync(string key, CancellationToken cancellation) =>
        (await JudgedAsync(key, cancellation)).IsErased;

    /// <summary>Whether a touchpoint was recorded already.</summary>
    /// <param name="key">The contact's key.</param>
    /// <param name="touchpoint">The touchpoint's id.</param>
    public async Task<bool> IsRecordedAsync(string key, string touchpoint, CancellationToken cancellation) =>
        await tables.ReadAsync(
            ContactRows.Table,
            ContactRows.Partition(key),
            ContactRows.MarkKey(touchpoint),
            cancellation
        )
            is not null;

    /// <summary>Records a touchpoint, and what the hub's rules learn from it.</summary>
    public Task<Recording> RecordAsync(string key, Touchpoint touchpoint, CancellationToken cancellation) =>
        RecordAsync(key, touchpoint, static (before, touchpoint) => HubRules.Apply(before, touchpoint), cancellation);

    /// <summary>Records a touchpoint with a change of the contact of the caller's own.</summary>
    /// <param name="key">The contact's key.</param>
    /// <param name="touchpoint">What is recorded.</param>
    /// <param name="change">The contact afterwards; made again when somebody else was faster.</param>
    public async Task<Recording> RecordAsync(
        string key,
        Touchpoint touchpoint,
        Func<Contact, Touchpoint, Contact> change,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var before = await JudgedAsync(key, cancellation);
            if (before.IsErased)
            {
                return new Recording.Erased(before.Contact);
            }

            var after = change(before.Contact, touchpoint);
            if (ContactLimits.Problem($"contact {key}", after.Profile) is { } problem)
            {
                return new Recording.Refused(before.Contact, problem);
            }

            var mark = recent.Mark(key);
            switch (await CommitAsync(before, after, touchpoint, cancellation))
            {
                case CommitResult.Committed committed:
                    recent.KeepWritten(key, new(after, committed.ETags[0]), mark);
                    return new Recording.Recorded(after);
                case CommitResult.Refused { Index: > 0 }:
                    return new Recording.Duplicate(before.Contact);
                default:
                    recent.Drop(key);
                    break;
            }
        }

        throw new StorageUnavailableException($"Contact {key} changed {Tries} times while it was written; try again.");
    }

    /// <summary>
    /// The time that a touchpoint was recorded with; null when there is none of this id, or an earlier version recorded it.
    /// </summary>
    public async Task<Instant?> FindTimeAsync(string key, string touchpoint, CancellationToken cancellation)
    {
        var mark = ContactRows.MarkKey(touchpoint);
        return await tables.ReadAsync(ContactRows.Table, ContactRows.Partition(key), mark, cancellation) is { } found
            ? ContactRows.ReadMark(found)
            : null;
    }

    /// <summary>A touchpoint as it was recorded; null when there is none of this id at this time.</summary>
    public async Task<Touchpoint?> FindTouchpointAsync(
        string key,
        string touchpoint,
        Instant time,
        CancellationToken cancellation
    )
    {
        var row = ContactRows.TouchpointKey(touchpoint, time);
        return await tables.ReadAsync(ContactRows.Table, ContactRows.Partition(key), row, cancellation) is { } found
            ? ContactRows.ReadTouchpoint(found)
            : null;
    }

    /// <summary>One page of a contact's touchpoints, the newest first.</summary>
    public async Task<(IReadOnlyList<Touchpoint> Touchpoints, string? Next)> TouchpointsAsync(
        string key,
        int top,
        string? after,
        CancellationToken cancellation
    )
    {
        var query = RowQuery.Prefixed(ContactRows.Partition(key), ContactRows.TouchpointPrefix) with
        {
            Top = top,
            After = after,
        };
        var page = await tables.QueryAsync(ContactRows.Table, query, cancellation);
        return ([.. page.Rows.Select(ContactRows.ReadTouchpoint)], page.Next);
    }

    /// <summary>
    /// Puts a fence in the place of the profile: from now on nothing new is recorded of the contact, and nothing decided about
    /// it, in any process. What is being written at this moment is refused, because the row has changed.
    /// </summary>
    internal async Task FenceAsync(string key, CancellationToken cancellation)
    {
        var (partition, row) = (ContactRows.Partition(key), ContactRows.ProfileKey(key));
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var there = await tables.ReadAsync(ContactRows.Table, partition, row, cancellation);
            if (there is not null && ContactRows.IsFence(there))
            {
                Forget(key);
                return;
            }

            RowChange change = there is null
                ? new RowChange.Insert(row, ContactRows.Fence(hadProfile: false))
                : new RowChange.Replace(row, ContactRows.Fence(hadProfile: true), there.ETag);
            await tables.CommitAsync(ContactRows.Table, partition, [change], cancellation);
        }

        throw new StorageUnavailableException($"A contact changed {Tries} times while it was to be erased; try again.");
    }

    /// <summary>Takes the fence away; the contact's mark says the same from now on.</summary>
    internal async Task UnfenceAsync(string key, CancellationToken cancellation)
    {
        var (partition, row) = (ContactRows.Partition(key), ContactRows.ProfileKey(key));
        if (
            await tables.ReadAsync(ContactRows.Table, partition, row, cancellation) is { } there
            && ContactRows.IsFence(there)
        )
        {
            var change = new RowChange.Delete(row, there.ETag);
            await tables.CommitAsync(ContactRows.Table, partition, [change], cancellation);
        }

        Forget(key);
    }

    /// <summary>Reads the contact anew on next use.</summary>
    internal void Forget(string key) => recent.Drop(key);

    // A contact without a profile may have been erased. Whoever is taken in for the first time after this was read meets the
    // fence, which stays until everything that was under way is over.
    private async Task<StoredContact> JudgedAsync(string key, CancellationToken cancellation)
    {
        var mark = recent.Mark(key);
        var found = await FindAsync(key, cancellation);
        if (found.ETag is not null || found.IsJudged)
        {
            return found;
        }

        found = found with { IsErased = await marks.AreOnAsync(key, cancellation), IsJudged = true };
        recent.KeepRead(key, found, mark);
        return found;
    }

    private async Task<StoredContact> FindAsync(string key, CancellationToken cancellation)
    {
        if (recent.Find(key) is { } known)
        {
            return known;
        }

        var mark = recent.Mark(key);
        var partition = ContactRows.Partition(key);
        var row = await tables.ReadAsync(ContactRows.Table, partition, ContactRows.ProfileKey(key), cancellation);
        var found = row is null
            ? new StoredContact(Contact.Unknown(key), null)
            : new StoredContact(ContactRows.Read(key, row), row.ETag) { IsErased = ContactRows.IsFence(row) };
        recent.KeepRead(key, found, mark);
        return found;
    }

    private async Task<CommitResult> CommitAsync(
        StoredContact before,
        Contact after,
        Touchpoint touchpoint,
        CancellationToken cancellation
    )
    {
        var (key, profile) = (ContactRows.ProfileKey(after.Key), ContactRows.Write(after));
        RowChange[] changes =
        [
            before.ETag is { } etag ? new RowChange.Replace(key, profile, etag) : new RowChange.Insert(key, profile),
            new RowChange.Insert(ContactRows.MarkKey(touchpoint.Id), ContactRows.Mark(touchpoint)),
            new RowChange.Insert(ContactRows.TouchpointKey(touchpoint), ContactRows.Write(touchpoint)),
        ];
        try
        {
            return await tables.CommitAsync(ContactRows.Table, ContactRows.Partition(after.Key), changes, cancellation);
        }
        catch
        {
            // Whether it was written is unknown, above all when whoever asked has hung up: what is kept may be stale.
            recent.Drop(after.Key);
            throw;
        }
    }
}

/// <summary>A contact as it is stored.</summary>
/// <param name="ETag">The mark of its row; null when it has none yet.</param>
public sealed record StoredContact(Contact Contact, string? ETag)
{
    /// <summary>Whether it is being erased, or was.</summary>
    public bool IsErased { get; init; }

    /// <summary>Whether it was looked up, for want of a profile, if it was erased.</summary>
    public bool IsJudged { get; init; }
}

/// <summary>What came of recording a touchpoint.</summary>
/// <param name="Contact">The contact as it is now.</param>
public abstract record Recording(Contact Contact)
{
    /// <summary>It is recorded.</summary>
    public sealed record Recorded(Contact Contact) : Recording(Contact);

    /// <summary>It was recorded before; nothing changed.</summary>
    public sealed record Duplicate(Contact Contact) : Recording(Contact);

    /// <summary>The contact was erased, and has not consented again; nothing changed.</summary>
    public sealed record Erased(Contact Contact) : Recording(Contact);

    /// <summary>It would make the contact larger than a contact may be; nothing changed.</summary>
    /// <param name="Reason">Why, and what to do.</param>
    public sealed record Refused(Contact Contact, string Reason) : Recording(Contact);
}
