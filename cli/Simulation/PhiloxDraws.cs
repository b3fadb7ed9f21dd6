using Journeys.Orchestrations.Simulation;

namespace Journeys.Cli.Simulation;

/// <summary>
/// Draws from a seed by a counter-based generator, Philox 4×32 with ten rounds (Salmon, Moraes, Dror and Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", SC 2011). It has no state: contact, purpose and occurrence are its counter, so any
/// thread may draw anything at any time and gets the same.
/// </summary>
/// <param name="seed">Another seed is another crowd.</param>
internal sealed class PhiloxDraws(ulong seed) : IDraws
{
    private const int Rounds = 10;
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;

    public Draw Of(uint contact, ulong purpose, uint occurrence)
    {
        var block = Permute(
            (contact, occurrence, (uint)purpose, (uint)(purpose >> 32)),
            ((uint)seed, (uint)(seed >> 32))
        );
        return new(Unit(block.A, block.B), Unit(block.C, block.D));
    }

    /// <summary>The permutation itself: the counter under a key.</summary>
    internal static (uint A, uint B, uint C, uint D) Permute(
        (uint A, uint B, uint C, uint D) counter,
        (uint A, uint B) key
    )
    {
        var ((a, b, c, d), (keyA, keyB)) = (counter, key);
        for (var round = 0; round < Rounds; round++)
        {
            var (first, second) = ((ulong)MultiplierA * a, (ulong)MultiplierB * c);
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ keyA, (uint)second, (uint)(first >> 32) ^ d ^ keyB, (uint)first);
            keyA += WeylA;
            keyB += WeylB;
        }

        return (a, b, c, d);
    }

    // 52 bits and half a step: never 0 and never 1, where the inverse of a distribution may be infinite.
    private static double Unit(uint high, uint low) =>
        (((((ulong)high << 32) | low) >> 12) + 0.5) * (1.0 / (1UL << 52));
}
