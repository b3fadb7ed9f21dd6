using System.Collections.Immutable;

namespace Journeys.Runtime.Links;

/// <summary>
/// The root keys of signed links, the newest first: it seals, and all of them open. So a new key is put before the old one,
/// and the old one is taken away when the links that it sealed are no longer wanted.
/// </summary>
public sealed class LinkKeys
{
    /// <summary>The fewest bytes of a key: as many as HMAC-SHA256 gives, so that none is easier to guess than the links.</summary>
    public const int Least = 32;

    private readonly ImmutableArray<byte[]> roots;

    private LinkKeys(ImmutableArray<byte[]> roots) => this.roots = roots;

    internal IReadOnlyList<byte[]> Roots => roots;

    /// <summary>One key.</summary>
    /// <param name="root">At least <see cref="Least"/> bytes that nobody can guess.</param>
    public static LinkKeys Of(byte[] root) =>
        root.Length >= Least
            ? new([root])
            : throw new ArgumentException($"A key has at least {Least} bytes.", nameof(root));

    /// <summary>Reads keys as a setting has them: base64, separated by commas, the newest first.</summary>
    /// <param name="text">The setting's text.</param>
    /// <param name="keys">The keys; null when there is a problem.</param>
    /// <param name="problem">What is wrong and how to mend it, without the text itself; empty when there is none.</param>
    public static bool TryRead(string text, out LinkKeys? keys, out string problem)
    {
        var read = new List<byte[]>();
        (keys, problem) = (null, "");
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var bytes = new byte[part.Length];
            if (!Convert.TryFromBase64String(part, bytes, out var length) || length < Least)
            {
                problem =
                    $"key {read.Count + 1} is not base64 of at least {Least} bytes: make one with \"openssl rand "
                    + "-base64 32\", and separate several with commas, the newest first";
                return false;
            }

            read.Add(bytes[..length]);
        }

        keys = new([.. read]);
        return true;
    }

    // Settings end up in logs, and keys must not.
    public override string ToString() => $"{roots.Length} key(s)";
}
