namespace Journeys.Runtime.Access;

/// <summary>The key of the settings: the first, with which an admin makes the others.</summary>
/// <param name="setting">
/// The key itself, or <c>sha256:</c> and the 64 hexadecimal digits of its SHA-256; null or empty: the host asks for none.
/// </param>
public sealed class HostKey(string? setting)
{
    /// <summary>What a setting begins with that holds the key's hash.</summary>
    public const string Hashed = "sha256:";

    /// <summary>The fewest characters of a key that is given as itself.</summary>
    public const int Least = 20;

    private readonly string? hash = string.IsNullOrEmpty(setting) ? null : HashOf(setting);

    /// <summary>Whether the host asks for a key at all.</summary>
    public bool IsSet => hash is not null;

    /// <summary>Whether this is the key. Hashes have one length, so not even the key's length shows in the time.</summary>
    public bool Is(string given) => hash is not null && KeyText.Same(KeyText.Hash(given), hash);

    /// <summary>What is wrong with a setting; null when nothing is. Never says what the setting is.</summary>
    public static string? Problem(string setting) =>
        setting.Length == 0 ? null
        : !setting.StartsWith(Hashed, StringComparison.OrdinalIgnoreCase)
            ? setting.Length >= Least ? null
                : $"has fewer than {Least} characters, so it can be guessed: openssl rand -hex 32 makes one"
        : setting.Length == Hashed.Length + 64 && setting[Hashed.Length..].All(char.IsAsciiHexDigit) ? null
        : $"begins with {Hashed}, so 64 hexadecimal digits must follow: printf %s \"$KEY\" | sha256sum makes them";

    private static string HashOf(string setting) =>
        setting.StartsWith(Hashed, StringComparison.OrdinalIgnoreCase)
            ? setting[Hashed.Length..].ToLowerInvariant()
            : KeyText.Hash(setting);
}
