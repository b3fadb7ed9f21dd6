namespace Journeys.Runtime.Tables;

/// <summary>
/// A table store with Azure Table Storage's promises and limits (<see cref="TableLimits"/>): rows sorted by partition and
/// row key, and transactions over rows of one partition. Every implementation passes one contract suite; each refuses
/// what Azure would refuse with <see cref="TableLimitException"/>, even where its store is laxer.
/// </summary>
/// <remarks>
/// Calls throw <see cref="StorageUnavailableException"/> when the store cannot be reached or does not answer after
/// retries; whether a change was made is then unknown, and the caller reads before it tries again. Calls on a table that
/// was never made throw <see cref="TableMissingException"/>. Every call may come from any thread.
/// </remarks>
public interface ITables
{
    /// <summary>Makes a table unless it is there.</summary>
    Task EnsureTableAsync(string table, CancellationToken cancellation);

    /// <summary>One row, or null when there is none.</summary>
    Task<TableRow?> ReadAsync(string table, string partition, string row, CancellationToken cancellation);

    /// <summary>One page of the rows in a range, sorted by partition key and row key, ordinally.</summary>
    Task<RowPage> QueryAsync(string table, RowQuery query, CancellationToken cancellation);

    /// <summary>Makes all changes, or none. All concern one partition, and no row twice.</summary>
    /// <remarks>
    /// A request whose answer is lost is sent again, and may then meet what it wrote itself: the result is a refusal
    /// (<see cref="ConflictReason.AlreadyExists"/>, <see cref="ConflictReason.Changed"/> or
    /// <see cref="ConflictReason.NotFound"/>) although the changes were made. A caller that is refused reads the rows to
    /// learn what is true before it tries again.
    /// </remarks>
    /// <returns>The new ETags, or which change stood in the way and why.</returns>
    Task<CommitResult> CommitAsync(
        string table,
        string partition,
        IReadOnlyList<RowChange> changes,
        CancellationToken cancellation
    );
}

/// <summary>One row (an entity) of a table.</summary>
/// <param name="Partition">The partition key.</param>
/// <param name="Row">The row key.</param>
/// <param name="Properties">
/// Its values by name: <see cref="string"/>, <see cref="int"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/>,
/// <see cref="DateTimeOffset"/> (UTC, 100 ns) or bytes. Absent rather than null.
/// </param>
/// <param name="ETag">The store's mark of this version; empty for a row that was never stored.</param>
public sealed record TableRow(
    string Partition,
    string Row,
    IReadOnlyDictionary<string, object> Properties,
    string ETag = ""
)
{
    /// <summary>The text under a name, or null when it is absent.</summary>
    public string? Text(string name) => Properties.GetValueOrDefault(name) as string;
}

/// <summary>A range of rows. Every bound may be left out.</summary>
public sealed record RowQuery
{
    /// <summary>Only this partition; null scans all partitions, which only small tables can afford.</summary>
    public string? Partition { get; init; }

    /// <summary>Row keys from this one on (inclusive).</summary>
    public string? From { get; init; }

    /// <summary>Row keys before this one (exclusive).</summary>
    public string? Before { get; init; }

    /// <summary>
    /// Only rows in which these properties have these values: text, int, long or bool, of the very type that was stored.
    /// A row without the property is left out.
    /// </summary>
    public IReadOnlyDictionary<string, object> Where { get; init; } = new Dictionary<string, object>();

    /// <summary>Only these properties are returned; null returns all.</summary>
    public IReadOnlyList<string>? Select { get; init; }

    /// <summary>The most rows in the page, 1 to 1,000.</summary>
    public int Top { get; init; } = TableLimits.PageRows;

    /// <summary>Where the page before ended: its <see cref="RowPage.Next"/>.</summary>
    public string? After { get; init; }

    /// <summary>All row keys that begin with a prefix.</summary>
    public static RowQuery Prefixed(string partition, string prefix) =>
        new()
        {
            Partition = partition,
            From = prefix,
            Before = prefix[..^1] + (char)(prefix[^1] + 1),
        };
}

/// <summary>One page of rows.</summary>
/// <param name="Rows">The rows. A page may be short, even empty, and still have a next one.</param>
/// <param name="Next">An opaque token for the next page; null when this is the last.</param>
public sealed record RowPage(IReadOnlyList<TableRow> Rows, string? Next);

/// <summary>One change of one row.</summary>
public abstract record RowChange(string Row)
{
    /// <summary>Adds a row that must not be there.</summary>
    public sealed record Insert(string Row, IReadOnlyDictionary<string, object> Properties) : RowChange(Row);

    /// <summary>Replaces a row that must be there, unchanged since the ETag was read.</summary>
    public sealed record Replace(string Row, IReadOnlyDictionary<string, object> Properties, string ETag)
        : RowChange(Row);

    /// <summary>Adds the row or replaces it, whatever it is.</summary>
    public sealed record Put(string Row, IReadOnlyDictionary<string, object> Properties) : RowChange(Row);

    /// <summary>Removes a row that must be there; <c>*</c> for any version.</summary>
    public sealed record Delete(string Row, string ETag = "*") : RowChange(Row);
}

/// <summary>What came of a transaction.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>All changes were made.</summary>
    /// <param name="ETags">The new ETag per change, in the order of the changes; empty for a delete.</param>
    public sealed record Committed(IReadOnlyList<string> ETags) : CommitResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Index">Which change stood in the way.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(int Index, ConflictReason Reason) : CommitResult;
}

/// <summary>Why a change could not be made.</summary>
public enum ConflictReason
{
    /// <summary>An insert met a row that is there.</summary>
    AlreadyExists,

    /// <summary>A replace or delete met a newer version.</summary>
    Changed,

    /// <summary>A replace or delete met no row.</summary>
    NotFound,
}

/// <summary>The store cannot be reached, or did not answer after retries.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A change that Azure Table Storage would refuse; always a fault of the caller.</summary>
public sealed class TableLimitException(string message) : Exception(message);

/// <summary>A table that was never made, or was deleted: <see cref="ITables.EnsureTableAsync"/> makes it.</summary>
public sealed class TableMissingException(string table)
    : Exception($"The table \"{table}\" is not in this storage account. Make it with EnsureTableAsync.");
