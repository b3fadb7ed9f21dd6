using System.Text.Json;

namespace Journeys.Runtime.Erasure;

/// <summary>
/// Whether a text that could not be taken in names a contact. An address is found anywhere, if it is not a part of a longer
/// one; a key that is no address, such as a number of a CRM, only where a text in quotation marks is exactly this key under
/// the name <c>subject</c> or <c>contact</c>, because a mere number says nothing.
/// </summary>
internal static class Naming
{
    private const string InAddresses = "._%+-";

    public static bool Names(string text, string key) =>
        key.Contains('@', StringComparison.Ordinal) ? Forms(key).Any(form => Holds(text, form)) : NamesId(text, key);

    // As it is, in an address of the web, and as JSON may write it.
    private static IEnumerable<string> Forms(string address) =>
        new[] { address, Uri.EscapeDataString(address), JsonEncodedText.Encode(address).Value }.Distinct();

    private static bool Holds(string text, string address)
    {
        var at = text.IndexOf(address, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            if (!GoesOnBefore(text, at) && !GoesOnAfter(text, at + address.Length))
            {
                return true;
            }

            at = text.IndexOf(address, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }

    private static bool GoesOnBefore(string text, int at) =>
        at > 0
        && (char.IsLetterOrDigit(text[at - 1]) || InAddresses.Contains(text[at - 1], StringComparison.Ordinal))
        && !IsEscape(text, at);

    // A point ends a sentence as well as it goes on with a domain.
    private static bool GoesOnAfter(string text, int at) =>
        at < text.Length
        && (
            char.IsLetterOrDigit(text[at])
            || text[at] == '-'
            || (text[at] == '.' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
        );

    // "%3Dada@…" and "\nada@…": what stands before the address is an escape, and not a part of it.
    private static bool IsEscape(string text, int at) =>
        (at >= 3 && text[at - 3] == '%') || (at >= 2 && text[at - 2] == '\\');

    private static bool NamesId(string text, string key)
    {
        var quoted = JsonSerializer.Serialize(key, NamingJson.Default.String);
        return Follows(text, quoted, "\"subject\"") || Follows(text, quoted, "\"contact\"");
    }

    private static bool Follows(string text, string value, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        while (at >= 0)
        {
            var rest = text.AsSpan(at + name.Length).TrimStart();
            if (rest.StartsWith(":") && rest[1..].TrimStart().StartsWith(value, StringComparison.Ordinal))
            {
                return true;
            }

            at = text.IndexOf(name, at + 1, StringComparison.Ordinal);
        }

        return false;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class NamingJson : System.Text.Json.Serialization.JsonSerializerContext;
