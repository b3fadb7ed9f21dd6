using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Journeys.Orchestrations.Values;

namespace Journeys.Runtime.Instances;

/// <summary>
/// What one contact's stay in one journey is called: <c>{journey}~{hash}</c>. It is derived from both, so an event finds
/// its instances without a search, and the hash also says in which shard the rows are. Safe as a Durable id.
/// </summary>
/// <param name="Journey">The journey's name.</param>
/// <param name="Hash">The first 16 letters of the hash of journey and contact.</param>
public readonly record struct InstanceId(string Journey, string Hash)
{
    private const int HashLength = 16;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> HashLetters = SearchValues.Create(Letters);
    private static readonly SearchValues<char> NameLetters = SearchValues.Create($"{Letters}0189-");

    /// <summary>The id of a contact's instance.</summary>
    public static InstanceId For(string journey, string contact) =>
        new(journey, StableHash.Base32($"{journey}\n{contact}", HashLength));

    /// <summary>Reads an id back; false when the text is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out InstanceId id)
    {
        id = default;
        var tilde = text?.IndexOf('~') ?? -1;
        if (
            tilde <= 0
            || text!.Length - tilde - 1 != HashLength
            || text.AsSpan(tilde + 1).ContainsAnyExcept(HashLetters)
            || text.AsSpan(0, tilde).ContainsAnyExcept(NameLetters)
        )
        {
            return false;
        }

        id = new(text[..tilde], text[(tilde + 1)..]);
        return true;
    }

    /// <summary>Reads an id that the program made itself.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static InstanceId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is not the id of an instance.");

    /// <summary>The shard: the first four bytes of the hash, modulo the journey's number of shards.</summary>
    public int Shard(int shards)
    {
        ulong bits = 0;
        foreach (var letter in Hash.AsSpan(0, 7))
        {
            bits = (bits << 5) | (uint)Letters.IndexOf(letter);
        }

        return (int)((uint)(bits >> 3) % (uint)shards);
    }

    public override string ToString() => $"{Journey}~{Hash}";
}
