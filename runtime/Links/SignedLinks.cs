using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Journeys.Runtime.Links;

/// <summary>
/// Seals what a link is about into a token that nobody can read, change or make without the key, and opens it again. It is
/// AES-256-GCM (NIST SP 800-38D) with keys derived for each purpose by HKDF-SHA256 (RFC 5869). The nonce is made of the
/// content by HMAC, so the same content gives the same token: a mail that is composed again after a crash is the same mail.
/// </summary>
/// <remarks>
/// A token is base64url of: a byte for the version, 12 bytes of nonce, the sealed content, 16 bytes of tag. The content is
/// 8 bytes of expiry (Unix seconds; 0: never) and the text as UTF-8.
/// </remarks>
public sealed class SignedLinks
{
    /// <summary>The most bytes of a content, as UTF-8.</summary>
    public const int ContentLimit = 1_500;

    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int ExpiryLength = 8;
    private const int Overhead = 1 + NonceLength + ExpiryLength + TagLength;

    // Nothing longer is even decoded.
    private static readonly int longest = Base64Url.GetEncodedLength(Overhead + ContentLimit);

    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    private readonly ImmutableArray<ImmutableDictionary<LinkPurpose, Derived>> keys;

    public SignedLinks(LinkKeys roots) =>
        keys = [
            .. roots.Roots.Select(root =>
                Enum.GetValues<LinkPurpose>().ToImmutableDictionary(p => p, p => Derived.From(root, p))
            ),
        ];

    /// <summary>Seals a content with the newest key.</summary>
    /// <param name="purpose">What the link is for; it opens for nothing else.</param>
    /// <param name="content">What it is about, at most <see cref="ContentLimit"/> bytes.</param>
    /// <param name="expires">From when on it is refused; null: never.</param>
    /// <returns>A token of letters, digits, <c>-</c> and <c>_</c>.</returns>
    public string Seal(LinkPurpose purpose, string content, Instant? expires = null)
    {
        var text = Encoding.UTF8.GetBytes(content);
        if (text.Length > ContentLimit)
        {
            throw new ArgumentException($"A link has at most {ContentLimit} bytes of content.", nameof(content));
        }

        var plain = new byte[ExpiryLength + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, expires?.ToUnixTimeSeconds() ?? 0);
        text.CopyTo(plain, ExpiryLength);

        var key = keys[0][purpose];
        var token = new byte[Overhead + text.Length];
        token[0] = Version;
        var nonce = token.AsSpan(1, NonceLength);
        HMACSHA256.HashData(key.Nonces, plain).AsSpan(0, NonceLength).CopyTo(nonce);
        using var cipher = new AesGcm(key.Sealing, TagLength);
        cipher.Encrypt(
            nonce,
            plain,
            token.AsSpan(1 + NonceLength, plain.Length),
            token.AsSpan(token.Length - TagLength),
            token.AsSpan(0, 1)
        );
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Opens a token. Whatever is wrong with one, the answer is the same: it tells nobody how to do better.</summary>
    /// <param name="purpose">What the link is for.</param>
    /// <param name="token">The token as it came; null when there was none.</param>
    /// <param name="now">Today, for those that expire.</param>
    /// <returns>The content; null when this is no token of ours for this purpose, or it has expired.</returns>
    public string? Open(LinkPurpose purpose, string? token, Instant now)
    {
        if (Decode(token) is not { } bytes)
        {
            return null;
        }

        foreach (var key in keys)
        {
            if (Decrypt(key[purpose], bytes) is { } plain)
            {
                var expires = BinaryPrimitives.ReadInt64BigEndian(plain);
                return expires == 0 || now.ToUnixTimeSeconds() < expires ? Text(plain.AsSpan(ExpiryLength)) : null;
            }
        }

        return null;
    }

    private static byte[]? Decode(string? token)
    {
        if (token is null || token.Length > longest || !Base64Url.IsValid(token, out var length) || length < Overhead)
        {
            return null;
        }

        var bytes = new byte[length];
        return
            // Half a padding counts as valid, and throws where it is only tried.
            Base64Url.DecodeFromChars(token, bytes, out _, out _) == OperationStatus.Done
            && bytes[0] == Version
            // One token, one spelling: what was used once cannot come again as another text.
            && Base64Url.EncodeToString(bytes) == token
            ? bytes
            : null;
    }

    private static byte[]? Decrypt(Derived key, byte[] token)
    {
        var plain = new byte[token.Length - Overhead + ExpiryLength];
        using var cipher = new AesGcm(key.Sealing, TagLength);
        try
        {
            cipher.Decrypt(
                token.AsSpan(1, NonceLength),
                token.AsSpan(1 + NonceLength, plain.Length),
                token.AsSpan(token.Length - TagLength),
                plain,
                token.AsSpan(0, 1)
            );
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            // The platform tells a forgery by throwing; to us it is an answer.
            return null;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) => strict.GetString(bytes);

    private sealed record Derived(byte[] Sealing, byte[] Nonces)
    {
        public static Derived From(byte[] root, LinkPurpose purpose)
        {
            return new(Key("seal"), Key("nonce"));

            byte[] Key(string use) =>
                HKDF.DeriveKey(
                    HashAlgorithmName.SHA256,
                    root,
                    32,
                    info: Encoding.ASCII.GetBytes($"journeys/links/1/{(int)purpose}/{use}")
                );
        }
    }
}
