using System.Buffers;

namespace Journeys.Local.Storage;

/// <summary>Bytes that are written piece by piece into an array from the pool.</summary>
/// <remarks>
/// <see cref="Return"/> only when nobody can read the bytes any more. After a failed request the transport may still be
/// sending them, so then the array is left to the garbage collector.
/// </remarks>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsSpan(length);
    }

    public void Return()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        length = 0;
    }

    private void Grow(int sizeHint)
    {
        var needed = length + Math.Max(sizeHint, 256);
        if (needed <= bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, bytes.Length * 2));
        bytes.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
