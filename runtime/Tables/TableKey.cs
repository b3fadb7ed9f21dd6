using System.Buffers;
using System.Globalization;
using System.Text;

namespace Journeys.Runtime.Tables;

/// <summary>
/// Partition keys and row keys: which characters they may hold, and how any text at all becomes a part of one.
/// Source: learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model, "Characters disallowed
/// in key fields".
/// </summary>
public static class TableKey
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@._-";

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(Plain);

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([
        '/',
        '\\',
        '#',
        '?',
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
    ]);

    /// <summary>
    /// Any text as a part of a key: each UTF-16 unit outside <c>[A-Za-z0-9@._-]</c> becomes <c>=XXXX</c>, its number in
    /// four hexadecimal digits. Different texts stay different, and the separators <c>~</c> and <c>=</c> cannot be forged.
    /// </summary>
    public static string Escape(string text)
    {
        var at = text.AsSpan().IndexOfAnyExcept(PlainCharacters);
        if (at < 0)
        {
            return text;
        }

        var key = new StringBuilder(text, 0, at, text.Length + 16);
        foreach (var unit in text.AsSpan(at))
        {
            if (PlainCharacters.Contains(unit))
            {
                key.Append(unit);
            }
            else
            {
                key.Append('=').Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        return key.ToString();
    }

    /// <summary>Whether a text can be a partition key or a row key: what came with a request, and cannot, names no row.</summary>
    public static bool IsPossible(string key) =>
        key.Length * 2 <= TableLimits.KeyBytes && key.AsSpan().IndexOfAny(Forbidden) < 0 && IsWellFormed(key);

    /// <summary>Refuses what cannot be a partition key or a row key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="role">What the message calls it, such as <c>row key</c>.</param>
    /// <exception cref="TableLimitException">A forbidden character, half a surrogate pair, or over 1 KiB.</exception>
    public static void Check(string key, string role)
    {
        CheckLength(key, role);
        var at = key.AsSpan().IndexOfAny(Forbidden);
        if (at >= 0)
        {
            throw new TableLimitException(
                $"The {role} \"{Shown(key)}\" holds U+{(int)key[at]:X4} at position {at}; a key may not hold / \\ # ? "
                    + "or control characters. Escape it with TableKey.Escape."
            );
        }

        if (!IsWellFormed(key))
        {
            throw new TableLimitException($"The {role} \"{Shown(key)}\" holds half a surrogate pair.");
        }
    }

    /// <summary>Refuses a key of more than 1 KiB, which is 512 UTF-16 characters.</summary>
    internal static void CheckLength(string key, string role)
    {
        if (key.Length * 2 > TableLimits.KeyBytes)
        {
            throw new TableLimitException(
                $"The {role} \"{Shown(key)}\" has {key.Length} characters; the limit is {TableLimits.KeyBytes / 2}."
            );
        }
    }

    /// <summary>
    /// The same bound of a range without characters that no key can hold: the first one becomes the next character that
    /// is permitted, and what follows it is dropped. Every possible key lies on the same side of both.
    /// </summary>
    /// <remarks>The end of the range of a prefix is often such a bound: <c>~</c> is followed by U+007F.</remarks>
    public static string Bound(string bound)
    {
        var at = bound.AsSpan().IndexOfAny(Forbidden);
        if (at < 0)
        {
            return bound;
        }

        var next = bound[at];
        while (Forbidden.Contains(next))
        {
            next++;
        }

        return string.Concat(bound.AsSpan(0, at), [next]);
    }

    /// <summary>Whether every surrogate has its other half, so that the text survives UTF-8.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; )
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }

    /// <summary>A key as a message shows it: shortened, and without control characters.</summary>
    internal static string Shown(string key)
    {
        var start = key.Length > 80 ? Runtime.Plain.Beginning(key, 80) + "…" : key;
        return string.Concat(start.Select(unit => char.IsControl(unit) ? '\uFFFD' : unit));
    }
}
