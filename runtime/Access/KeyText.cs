using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Journeys.Runtime.Access;

/// <summary>
/// What a key looks like: <c>jk_{id}_{secret}</c>. The id finds its row, and may be seen by anybody; the secret is 32
/// random bytes in base64url.
/// </summary>
/// <remarks>
/// Only a SHA-256 of the whole key is kept. Slow hashes with salt (bcrypt, Argon2) protect passwords, which people choose
/// from a few million; nobody guesses one of 2^256, however fast the hash, and an event must not wait for a slow one.
/// </remarks>
public static class KeyText
{
    /// <summary>What every key begins with, so that scanners of repositories can find a leaked one.</summary>
    public const string Prefix = "jk_";

    private const int IdLength = 10;
    private const int SecretBytes = 32;

    /// <summary>The length of every key.</summary>
    public static readonly int Length = Prefix.Length + IdLength + 1 + Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>Makes a new key.</summary>
    public static (string Id, string Key) Make()
    {
        var id = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz234567", IdLength);
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The id in a key; false when the text is not formed like one.</summary>
    public static bool TryId(string key, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (
            key.Length != Length
            || !key.StartsWith(Prefix, StringComparison.Ordinal)
            || key[Prefix.Length + IdLength] != '_'
        )
        {
            return false;
        }

        id = key.Substring(Prefix.Length, IdLength);
        return IsId(id);
    }

    /// <summary>Whether a text is formed like an id.</summary>
    public static bool IsId(string text) =>
        text.Length == IdLength && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '2' and <= '7'));

    /// <summary>What is kept of a key: its SHA-256 in 64 hexadecimal digits.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether two hashes are the same, in a time that does not tell how much of them is.</summary>
    public static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));
}
