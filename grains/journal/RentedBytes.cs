using System.Buffers;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// Bytes that are made, read once and dropped, in an array of the shared pool that grows: states of customers with long histories are so large that each array of its own
/// would cost a collection of the whole heap. Owned by one; disposing gives the array back, after which nothing may read the bytes.
/// </summary>
public sealed class RentedBytes(int capacity = 1024) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int count;

    /// <summary>What was written; good until more is, or until it is disposed.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, count);

    /// <exception cref="ArgumentOutOfRangeException">More than there is room for.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, bytes.Length - this.count);
        this.count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsSpan(count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, count) = ([], 0);
    }

    private void Grow(int sizeHint)
    {
        if (bytes.Length - count >= Math.Max(sizeHint, 1)) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(count + Math.Max(sizeHint, 1), 2 * count)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
