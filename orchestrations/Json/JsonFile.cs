using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Json;

/// <summary>Judges a file before its JSON is read: its size, its encoding, whether there is anything in it.</summary>
internal static class JsonFile
{
    /// <summary>The largest file, in bytes: 1 MiB, far more than any journey needs.</summary>
    public const int SizeLimit = 1024 * 1024;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the file can be read; its content comes back without a byte order mark.</summary>
    public static bool Accept(ReadOnlySpan<byte> utf8, int size, DiagnosticBag bag, out ReadOnlySpan<byte> content)
    {
        content = utf8.StartsWith(Utf8Mark) ? utf8[Utf8Mark.Length..] : utf8;
        if (size > SizeLimit)
        {
            bag.Error("J005", Place.Start, $"the file has {size:#,0} bytes; at most {SizeLimit:#,0} are read (1 MiB)");
        }
        else if (IsUtf16(utf8))
        {
            bag.Error(
                "J006",
                Place.Start,
                "the file is saved as UTF-16; save it as UTF-8 (in your editor: Save with encoding, UTF-8)"
            );
        }
        else if (!Utf8.IsValid(content))
        {
            var place = new PlaceCounter(content).At(FirstInvalid(content));
            bag.Error("J008", place, "this is not UTF-8; save the file as UTF-8 (in your editor: Save with encoding)");
        }
        else if (content.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            bag.Error("J007", Place.Start, "the file is empty; expected JSON that begins with \"{\"");
        }
        else
        {
            return true;
        }

        return false;
    }

    // JSON begins with ASCII, so UTF-16 shows by its mark or by a zero byte among the first ones. The zero also shows
    // when somebody has already read the file as UTF-8.
    private static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || bytes[..Math.Min(8, bytes.Length)].Contains((byte)0);

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
