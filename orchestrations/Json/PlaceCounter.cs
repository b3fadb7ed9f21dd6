using Journeys.Orchestrations.Diagnostics;

namespace Journeys.Orchestrations.Json;

/// <summary>
/// Turns byte offsets into places. It walks forward only, so a whole file costs one pass; offsets must not decrease.
/// Lines end with LF, CR LF or a lone CR.
/// </summary>
internal ref struct PlaceCounter(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int offset;
    private int line = 1;
    private int column = 1;

    public Place At(int target)
    {
        for (; offset < target && offset < utf8.Length; offset++)
        {
            var unit = utf8[offset];
            if (unit == '\n' || (unit == '\r' && !Follows('\n')))
            {
                line++;
                column = 1;
            }
            else
            {
                column += Width(unit);
            }
        }

        return new(line, column);
    }

    private readonly bool Follows(char next) => offset + 1 < utf8.Length && utf8[offset + 1] == next;

    // UTF-16 characters that a UTF-8 byte begins: none for a continuation, two for the planes beyond the first.
    private static int Width(byte unit) =>
        (unit & 0xC0) == 0x80 ? 0
        : unit >= 0xF0 ? 2
        : 1;
}
