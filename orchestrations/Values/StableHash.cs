using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Journeys.Orchestrations.Values;

/// <summary>
/// A hash that is the same on every machine and in every version: what an id is derived from, and what splits contacts
/// into arms. SHA-256 over the text as UTF-8.
/// </summary>
public static class StableHash
{
    /// <summary>The longest <see cref="Base32"/>: all 256 bits at 5 bits a letter.</summary>
    public const int Base32Limit = 52;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The first letters of the hash in base 32 (RFC 4648, section 6), in lower case and without padding.</summary>
    /// <param name="text">What is hashed.</param>
    /// <param name="length">How many letters, 1 to <see cref="Base32Limit"/>; each carries 5 bits.</param>
    public static string Base32(string text, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Base32Limit);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(text, hash);
        Span<char> letters = stackalloc char[length];
        for (var i = 0; i < length; i++)
        {
            letters[i] = Alphabet[FiveBits(hash, i * 5)];
        }

        return new string(letters);
    }

    /// <summary>The first four bytes of the hash as a number, most significant byte first.</summary>
    public static uint Number(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(text, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    // Five bits that begin at any bit reach into the next byte; behind the last byte they are zero.
    private static int FiveBits(ReadOnlySpan<byte> hash, int bit)
    {
        var at = bit >> 3;
        var pair = (hash[at] << 8) | (at + 1 < hash.Length ? hash[at + 1] : 0);
        return (pair >> (11 - (bit & 7))) & 31;
    }

    private static void Hash(string text, Span<byte> into)
    {
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = size <= 512 ? null : ArrayPool<byte>.Shared.Rent(size);
        var bytes = rented ?? stackalloc byte[512];
        var written = Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes[..written], into);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
