using Azure.Core;
using Azure.Identity;

namespace Journeys.Local.Storage;

/// <summary>
/// A storage account: where its tables and queues are, and how to prove who we are: an account key, or the identity that
/// DefaultAzureCredential finds.
/// </summary>
public sealed class StorageAccount
{
    internal StorageAccount(string name, Uri tables, Uri queues, Uri? blobs, byte[]? key)
    {
        Name = name;
        Tables = tables;
        Queues = queues;
        Blobs = blobs;
        Key = key;
        Credential = key is null ? new DefaultAzureCredential() : null;
    }

    /// <summary>Such as <c>devstoreaccount1</c>, the account of the emulator.</summary>
    public string Name { get; }

    /// <summary>The table service, without a slash at the end.</summary>
    public Uri Tables { get; }

    /// <summary>The queue service, without a slash at the end.</summary>
    public Uri Queues { get; }

    /// <summary>The blob service, which we do not use; null when the connection string does not say.</summary>
    public Uri? Blobs { get; }

    /// <summary>Whether it is on this machine, so that it must be an emulator.</summary>
    public bool IsLocal => Tables.IsLoopback;

    internal byte[]? Key { get; }

    internal TokenCredential? Credential { get; }

    /// <summary>Reads a connection string of Azure Storage.</summary>
    /// <remarks>
    /// <c>UseDevelopmentStorage=true</c> is the emulator on its usual ports. Otherwise the endpoints are
    /// <c>TableEndpoint</c> and <c>QueueEndpoint</c>, or follow from <c>AccountName</c>; without an <c>AccountKey</c> the
    /// identity of this process is used.
    /// Source: learn.microsoft.com/azure/storage/common/storage-configure-connection-string.
    /// </remarks>
    /// <exception cref="StorageConnectionException">It cannot be understood. The message never shows a key.</exception>
    public static StorageAccount Parse(string connectionString) => StorageConnection.Read(connectionString).Account();

    /// <summary>The account without its key.</summary>
    public override string ToString() => $"{Name} at {Tables}";
}

/// <summary>A connection string that cannot be understood.</summary>
public sealed class StorageConnectionException(string message)
    : Exception($"The connection string of the storage account {message}");
