using Journeys.Orchestrations.Values;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// The hub's accounts (companies). Fields that an event tells are laid over what is known; laying them twice changes
/// nothing, so no duplicate check is needed.
/// </summary>
public sealed class AccountStore(ITables tables, RecentRows<StoredAccount> recent)
{
    public const string Table = "Accounts";

    private const int Tries = 20;

    /// <summary>What is known of an account; nothing of one that was never heard of, or when there is no id.</summary>
    public async Task<Fields> ReadAsync(string? account, CancellationToken cancellation) =>
        account is null ? Fields.Empty : (await FindAsync(account, cancellation)).Fields;

    /// <summary>Lays fields over an account's profile.</summary>
    /// <param name="account">The account's id.</param>
    /// <returns>Why they cannot be kept (<see cref="ContactLimits"/>), and nothing was written; null when they are.</returns>
    public async Task<string?> MergeAsync(string account, Fields fields, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var before = await FindAsync(account, cancellation);
            var after = before.Fields.With(fields);
            if (after.Equals(before.Fields) && before.ETag is not null)
            {
                return null;
            }

            if (ContactLimits.Problem($"account {account}", after) is { } problem)
            {
                return problem;
            }

            recent.Drop(account);
            var mark = recent.Mark(account);
            if (await CommitAsync(account, before, after, cancellation) is CommitResult.Committed committed)
            {
                recent.KeepWritten(account, new(after, committed.ETags[0]), mark);
                return null;
            }
        }

        throw new StorageUnavailableException(
            $"Account {account} changed {Tries} times while it was written; try again."
        );
    }

    private async Task<StoredAccount> FindAsync(string account, CancellationToken cancellation)
    {
        if (recent.Find(account) is { } known)
        {
            return known;
        }

        var mark = recent.Mark(account);
        var row = await tables.ReadAsync(
            Table,
            TableKey.Escape(account),
            ContactRows.ProfileKey(account),
            cancellation
        );
        var found = row is null
            ? new StoredAccount(Fields.Empty, null)
            : new StoredAccount(ContactRows.ReadFields(row, "profile"), row.ETag);
        recent.KeepRead(account, found, mark);
        return found;
    }

    private async Task<CommitResult> CommitAsync(
        string account,
        StoredAccount before,
        Fields after,
        CancellationToken cancellation
    )
    {
        var properties = new Dictionary<string, object> { ["f"] = 1, ["account"] = account };
        ContactRows.WriteFields(properties, "profile", after);
        RowChange change = before.ETag is { } etag
            ? new RowChange.Replace(ContactRows.ProfileKey(account), properties, etag)
            : new RowChange.Insert(ContactRows.ProfileKey(account), properties);
        try
        {
            return await tables.CommitAsync(Table, TableKey.Escape(account), [change], cancellation);
        }
        catch
        {
            // Whether it was written is unknown, and it may have been read meanwhile.
            recent.Drop(account);
            throw;
        }
    }
}

/// <summary>An account as it is stored.</summary>
/// <param name="ETag">The mark of its row; null when it has none yet.</param>
public sealed record StoredAccount(Fields Fields, string? ETag);
