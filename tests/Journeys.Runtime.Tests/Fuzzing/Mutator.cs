using System.Text;

namespace Journeys.Runtime.Tests.Fuzzing;

/// <summary>Spoils texts: a few changes at a time, drawn from a seed, so that most of what was good about them stays.</summary>
internal sealed class Mutator(int seed)
{
    // What readers of JSON, times, numbers, names, keys, templates and addresses have stumbled over somewhere.
    private static readonly string[] Words =
    [
        "null",
        "true",
        "[]",
        "{}",
        "\"\"",
        "{\"a\":",
        "[[[[[[[[[[[[[[[[",
        "]",
        "}",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\\udfff\\ud800",
        "\0",
        "\uFEFF",
        "\u202E",
        "\u200B",
        "\u0130",
        "ﬀ",
        "𝕁",
        "\r\n",
        "\r\nX-Injected: 1",
        "-0",
        "0.1e-400",
        "1e400",
        "-1",
        "NaN",
        "18446744073709551616",
        "9007199254740993",
        "99999999999999999999999999999999",
        "2147483648",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:60Z",
        "2026-02-30T25:61:61+99:99",
        "-9999-01-01",
        "999999999 days",
        "P999999999Y",
        "PT-1S",
        "0 business hours",
        "Mars/Olympus",
        "{{",
        "}}",
        "{{{{#if}}}}",
        "{{contact.name}}",
        "~",
        "/",
        "\\",
        "#",
        "?",
        "%",
        "%00",
        "%2e%2e%2f",
        "../../",
        "..",
        "'; --",
        "<script>",
        "=1+1",
        "stay",
        "contact.",
        "a.b.c.d.e.f.g.h.i.j",
        ".....................",
        "event.",
        "steps.",
        "$schema",
        "__proto__",
    ];

    private readonly Random random = new(seed);

    public int Below(int bound) => random.Next(bound);

    public T Any<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public string Word() => Below(20) == 0 ? new string(Any("a \0é{[\"9".ToCharArray()), Below(100_000)) : Any(Words);

    /// <summary>A text with one change, or a few.</summary>
    public string Text(string text)
    {
        var spoiled = new StringBuilder(text);
        for (var changes = 1 + Below(1 + Below(6)); changes > 0; changes--)
        {
            Change(spoiled);
        }

        return spoiled.ToString();
    }

    /// <summary>A text's bytes with a few bits turned round, which need no longer be UTF-8.</summary>
    public byte[] Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var flips = 1 + Below(3); flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[Below(bytes.Length)] ^= (byte)(1 << Below(8));
        }

        return bytes;
    }

    private void Change(StringBuilder text)
    {
        var at = Below(text.Length + 1);
        var length = Math.Min(Below(Below(4) == 0 ? 200 : 12), text.Length - at);
        switch (Below(6))
        {
            case 0:
                text.Remove(at, length);
                break;
            case 1:
                text.Insert(at, text.ToString(at, length));
                break;
            case 2:
                text.Insert(at, Word());
                break;
            case 3:
                text.Remove(at, length).Insert(at, Word());
                break;
            case 4:
                text.Insert(Below(text.Length + 1), text.ToString(at, length));
                break;
            default:
                ReplaceLiteral(text, at);
                break;
        }
    }

    // Another value under the same key is what gets deepest into a reader.
    private void ReplaceLiteral(StringBuilder text, int from)
    {
        var whole = text.ToString();
        var colon = whole.IndexOf(':', from);
        if (colon < 0)
        {
            return;
        }

        var end = whole.IndexOfAny([',', '}', ']'], colon);
        if (end < 0)
        {
            return;
        }

        var word = Word();
        text.Remove(colon + 1, end - colon - 1)
            .Insert(colon + 1, Below(2) == 0 ? word : $"\"{word.Replace("\"", "", StringComparison.Ordinal)}\"");
    }
}
