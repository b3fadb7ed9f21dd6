using System.Buffers.Text;
using System.Text;

namespace Journeys.Runtime.Tables;

/// <summary>
/// Where a page ended, as one opaque text that is safe in an address: base64url of the two parts, so that callers can hand
/// it on in a link.
/// </summary>
public static class PageToken
{
    // Queries put a prefix before it, or a blank behind it, and the store refuses keys beyond its limit.
    private const int KeyLength = TableLimits.KeyBytes / sizeof(char) - 12;

    /// <summary>A token for two parts; neither may hold a line feed.</summary>
    public static string Of(string partition, string row) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{partition}\n{row}"));

    /// <summary>The two parts of a token, of which the second is a row's key or a part of one, so that a query can begin there.</summary>
    /// <exception cref="PageTokenException">It was not made by <see cref="Of"/>, or no row has such a key.</exception>
    public static (string Partition, string Row) ReadKey(string token) =>
        Read(token) is var parts && parts.Row.Length <= KeyLength && TableKey.IsPossible(parts.Row)
            ? parts
            : throw new PageTokenException(token);

    /// <summary>The two parts of a token.</summary>
    /// <exception cref="PageTokenException">It was not made by <see cref="Of"/>.</exception>
    public static (string Partition, string Row) Read(string token)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
            var middle = text.IndexOf('\n');
            return middle >= 0 ? (text[..middle], text[(middle + 1)..]) : throw new PageTokenException(token);
        }
        catch (FormatException)
        {
            throw new PageTokenException(token);
        }
    }
}

/// <summary>The mark of a page that no page gave: a fault of whoever sent it.</summary>
public sealed class PageTokenException(string token)
    : Exception($"\"{TableKey.Shown(token)}\" does not mark the end of a page. Use the \"next\" of the page before.");
