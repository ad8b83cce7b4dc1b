using System.Buffers;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// Bytes that are made, read once and dropped, in a rented array that grows: states of customers with long histories are so large that each array of its own
/// would cost a collection of the whole heap. Owned by one; disposing gives the array back, after which nothing may read the bytes.
/// </summary>
public sealed class RentedBytes(int capacity = 1024) : IBufferWriter<byte>, IDisposable
{
    private const int SmallMax = 64 * 1024, KeptMax = 4 * 1024 * 1024;

    /// <summary>The pool that all share keeps arrays of each size for each thread: with large ones that is more than everything else takes. Here two of each size are kept.</summary>
    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(KeptMax, 2);

    private byte[] bytes = Rent(capacity);
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
        Return(bytes);
        (bytes, count) = ([], 0);
    }

    private void Grow(int sizeHint)
    {
        if (bytes.Length - count >= Math.Max(sizeHint, 1)) return;
        var larger = Rent(checked(Math.Max(count + Math.Max(sizeHint, 1), 2 * count)));
        Written.CopyTo(larger);
        Return(bytes);
        bytes = larger;
    }

    private static byte[] Rent(int size) => (size <= SmallMax ? ArrayPool<byte>.Shared : Large).Rent(size);

    private static void Return(byte[] rented) => (rented.Length <= SmallMax ? ArrayPool<byte>.Shared : Large).Return(rented);
}
