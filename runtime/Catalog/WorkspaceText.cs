using System.Text;
using System.Text.Unicode;
using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Runtime.Catalog;

/// <summary>Reads the text files of a workspace as they are published: UTF-8, without a byte order mark.</summary>
public static class WorkspaceText
{
    /// <summary>The largest file that is read, in bytes: 1 MiB, as for JSON.</summary>
    public const int SizeLimit = 1024 * 1024;

    private static readonly UTF8Encoding Lenient = new(encoderShouldEmitUTF8Identifier: false);

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The file's text; null when it is too large or no UTF-8, with the reason in the bag (J005, J006, J008).</summary>
    /// <param name="path">The file.</param>
    /// <param name="bag">The bag of this file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Read(string path, DiagnosticBag bag)
    {
        var size = new FileInfo(path).Length;
        if (size > SizeLimit)
        {
            bag.Error("J005", Place.Start, $"the file has {size:#,0} bytes; at most {SizeLimit:#,0} are read (1 MiB)");
            return null;
        }

        return Read(File.ReadAllBytes(path), bag);
    }

    /// <summary>The text of a file's bytes, as <see cref="Read(string, DiagnosticBag)"/>.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes, DiagnosticBag bag)
    {
        var content = bytes.StartsWith(Mark) ? bytes[Mark.Length..] : bytes;
        if (IsUtf16(bytes))
        {
            bag.Error(
                "J006",
                Place.Start,
                "the file is saved as UTF-16; save it as UTF-8 (in your editor: Save with encoding, UTF-8)"
            );
            return null;
        }

        if (!Utf8.IsValid(content))
        {
            bag.Error(
                "J008",
                FirstInvalid(content),
                "this is not UTF-8; save the file as UTF-8 (in your editor: Save with encoding)"
            );
            return null;
        }

        return Lenient.GetString(content);
    }

    // Text never holds a zero byte in UTF-8, and in UTF-16 every blank does.
    private static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || bytes[..Math.Min(8, bytes.Length)].Contains((byte)0);

    private static Place FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        var before = bytes[..at];
        return new(
            before.Count((byte)'\n') + 1,
            Lenient.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1
        );
    }
}
