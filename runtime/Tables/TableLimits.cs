namespace Journeys.Runtime.Tables;

/// <summary>
/// Azure Table Storage's limits, which every implementation enforces.
/// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model and
/// …/performing-entity-group-transactions.
/// </summary>
public static class TableLimits
{
    /// <summary>The most rows a query page returns.</summary>
    public const int PageRows = 1_000;

    /// <summary>The most changes in one transaction.</summary>
    public const int TransactionRows = 100;

    /// <summary>The most bytes in one transaction.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>The most bytes in one row, names and keys included.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>The most bytes in one property: 64 KiB, which is 32 Ki UTF-16 characters for text.</summary>
    public const int PropertyBytes = 64 * 1024;

    /// <summary>The most bytes in a partition key or a row key: 1 KiB, which is 512 UTF-16 characters.</summary>
    public const int KeyBytes = 1024;

    /// <summary>The most properties in a row, besides the two keys and the timestamp.</summary>
    public const int Properties = 252;
}
