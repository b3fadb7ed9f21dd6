using System.Globalization;
using Journeys.Runtime.Tables;

namespace Journeys.Runtime.Contacts;

/// <summary>
/// What names a contact everywhere: the <c>subject</c> of its events, trimmed, and in lower case when it is a mail
/// address, so that <c>Ada@Example.com</c> and <c>ada@example.com</c> are one person.
/// </summary>
/// <remarks>
/// Of a mail address, letters in the wide forms of East Asian keyboards are the plain ones, and the domain is in its ASCII
/// form (RFC 5891), so that <c>mia@bücher.example</c> and <c>mia@xn--bcher-kva.example</c> are one. What cannot be seen is
/// refused. Letters that look alike stay different: only mail to both could tell whether they are one person's.
/// </remarks>
public static class ContactKey
{
    /// <summary>The longest key, in characters (UTF-16 units).</summary>
    public const int Limit = 200;

    // A table key holds 512 characters, and a row key repeats the contact behind a prefix.
    private const int EscapedLimit = 480;

    /// <summary>The key of a subject, or why it has none.</summary>
    /// <param name="subject">The event's subject as it came.</param>
    /// <param name="key">The key; empty when there is a problem.</param>
    /// <param name="problem">What is wrong and how to mend it; empty when there is none.</param>
    public static bool TryFrom(string? subject, out string key, out string problem) =>
        TryRead(subject, "\"subject\"", "the contact's mail address, or its id in your CRM", out key, out problem);

    /// <summary>The key of an account's id, by the same rules.</summary>
    internal static bool TryFromAccount(string? id, out string key, out string problem) =>
        TryRead(id, "\"data.account.id\"", "the account's id in your CRM", out key, out problem);

    private static bool TryRead(string? text, string name, string what, out string key, out string problem)
    {
        key = "";
        var trimmed = text?.Trim() ?? "";
        problem = trimmed switch
        {
            "" => $"{name} is missing: set it to {what}",
            { Length: > Limit } =>
                $"{name} has {trimmed.Length} characters, at most {Limit} are allowed: set it to {what}",
            _ when trimmed.AsSpan().ContainsAnyInRange('\u0000', '\u001f')
                    || trimmed.AsSpan().ContainsAnyInRange('\u007f', '\u009f') =>
                $"{name} contains a control character: set it to {what}, without line breaks and tabs",
            _ when Plain.Hides(trimmed) =>
                $"{name} contains a character that cannot be seen, or that turns the text around: set it to {what}, typed anew",
            _ when TableKey.Escape(trimmed).Length > EscapedLimit =>
                $"{name} has too many characters that are neither letters of the English alphabet nor digits to be kept"
                    + $" ({trimmed.Length}): set it to {what}",
            _ => "",
        };
        if (problem.Length > 0)
        {
            return false;
        }

        key = trimmed;
        return !trimmed.AsSpan().ContainsAny('@', '＠') || TryMail(trimmed, name, what, out key, out problem);
    }

    private static bool TryMail(string text, string name, string what, out string key, out string problem)
    {
        var plain = string.Concat(text.Select(Narrow)).ToLowerInvariant();
        var at = plain.LastIndexOf('@');
        (key, problem) = (plain, "");
        if (plain.AsSpan(at + 1).ContainsAnyExceptInRange('\0', '\u007f'))
        {
            try
            {
                key = plain[..(at + 1)] + new IdnMapping().GetAscii(plain, at + 1).ToLowerInvariant();
            }
            catch (ArgumentException)
            {
                (key, problem) = ("", $"{name} has no domain that can be one after its @: set it to {what}");
            }
        }

        return problem.Length == 0;
    }

    // U+FF01 to U+FF5E are ASCII's U+0021 to U+007E in wide; the ideographic stops stand for dots (RFC 3490, section 3.1).
    private static char Narrow(char letter) =>
        letter switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(letter - 0xFEE0),
            '\u3002' or '\uFF61' => '.',
            _ => letter,
        };
}
