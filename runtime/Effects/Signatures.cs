using System.Globalization;
using System.Security.Cryptography;

namespace Journeys.Runtime.Effects;

/// <summary>
/// What a process signs the ledger with when it begins something that must not be done twice. No two signatures are the same, so each
/// piece of work finds its own again when an answer was lost, and never takes another's for it.
/// </summary>
/// <param name="process">A word that no other process has.</param>
public sealed class Signatures(string process)
{
    private int given;

    /// <summary>Signatures of a process that is named by 64 bits of chance.</summary>
    public static Signatures OfThisProcess() => new(RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <summary>A signature that nobody has used yet.</summary>
    public string Next() =>
        string.Create(CultureInfo.InvariantCulture, $"{process}.{Interlocked.Increment(ref given)}");
}
