namespace Journeys.Local.Storage;

/// <summary>The parts of a connection string, and what follows from them.</summary>
internal sealed class StorageConnection
{
    // Published by Microsoft for the emulator; it protects nothing.
    // Source: learn.microsoft.com/azure/storage/common/storage-connect-azurite.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Dictionary<string, string> parts;

    private StorageConnection(Dictionary<string, string> parts) => this.parts = parts;

    public static StorageConnection Read(string connectionString)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (
            var part in connectionString.Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            var middle = part.IndexOf('=');
            if (middle <= 0)
            {
                // The part may be a key, so it is not shown.
                throw new StorageConnectionException(
                    $"has a part without a name (part {read.Count + 1}). Parts look like Name=value, separated by ';'."
                );
            }

            if (!read.TryAdd(part[..middle].Trim(), part[(middle + 1)..].Trim()))
            {
                throw new StorageConnectionException($"gives {part[..middle]} twice.");
            }
        }

        return read.Count > 0
            ? new StorageConnection(read)
            : throw new StorageConnectionException("is empty. Use UseDevelopmentStorage=true for Azurite.");
    }

    public StorageAccount Account()
    {
        if (parts.ContainsKey("SharedAccessSignature"))
        {
            throw new StorageConnectionException(
                "has a SharedAccessSignature, which is not supported. Give an AccountKey, or none to use an identity."
            );
        }

        return Value("UseDevelopmentStorage") is { } emulator ? Emulator(emulator) : Named();
    }

    private StorageAccount Emulator(string value)
    {
        if (!value.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            throw new StorageConnectionException($"says UseDevelopmentStorage={value}; the only value is true.");
        }

        var host = Value("DevelopmentStorageProxyUri") is { } proxy
            ? Address("DevelopmentStorageProxyUri", proxy).GetLeftPart(UriPartial.Authority)
            : "http://127.0.0.1";
        return new StorageAccount(
            EmulatorAccount,
            new Uri($"{host}:10002/{EmulatorAccount}"),
            new Uri($"{host}:10001/{EmulatorAccount}"),
            new Uri($"{host}:10000/{EmulatorAccount}"),
            Convert.FromBase64String(EmulatorKey)
        );
    }

    private StorageAccount Named()
    {
        var key = Value("AccountKey") is { } text ? KeyBytes(text) : null;
        var tables = Endpoint("TableEndpoint", "table");
        var queues = Endpoint("QueueEndpoint", "queue");
        var blobs = Value("BlobEndpoint") is { } blob ? Address("BlobEndpoint", blob) : null;
        if (key is null && (tables.Scheme != Uri.UriSchemeHttps || queues.Scheme != Uri.UriSchemeHttps))
        {
            throw new StorageConnectionException(
                "has no AccountKey, and an endpoint that is not https: an identity's token must not travel in the open."
            );
        }

        return new StorageAccount(Value("AccountName") ?? NameIn(tables), tables, queues, blobs, key);
    }

    private Uri Endpoint(string name, string service)
    {
        if (Value(name) is { } given)
        {
            return Address(name, given);
        }

        var account =
            Value("AccountName")
            ?? throw new StorageConnectionException(
                $"has neither {name} nor AccountName. Use UseDevelopmentStorage=true for Azurite."
            );
        var scheme = Value("DefaultEndpointsProtocol") ?? Uri.UriSchemeHttps;
        var suffix = Value("EndpointSuffix") ?? "core.windows.net";
        return Address(name, $"{scheme}://{account}.{service}.{suffix}");
    }

    private static Uri Address(string name, string value) =>
        Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new StorageConnectionException($"says {name}={value}, which is not an http or https address.");

    private static byte[] KeyBytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0
            ? bytes[..length]
            : throw new StorageConnectionException("has an AccountKey that is not base64. Was it copied whole?");
    }

    /// <summary>An emulator has the account in the path; Azure has it in the name of the host.</summary>
    private static string NameIn(Uri tables) =>
        tables.AbsolutePath.Length > 1 ? tables.AbsolutePath.Trim('/').Split('/')[0] : tables.Host.Split('.')[0];

    private string? Value(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
