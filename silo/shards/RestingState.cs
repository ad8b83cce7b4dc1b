using System.IO.Compression;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>A customer who waits, in few bytes: the snapshot, compressed. A fifth of the live objects; back in about the time of a turn,
/// without the disk.</summary>
internal sealed class RestingState
{
    /// <summary>Not the fastest, which would keep a tenth more; small windows: states are a few kilobytes of JSON that repeats itself.</summary>
    private const int Quality = 5, Window = 14;

    private readonly byte[] packed;
    private readonly int length;

    private RestingState(byte[] packed, int length) => (this.packed, this.length) = (packed, length);

    public int Bytes => packed.Length;

    public static RestingState Pack(CustomerState state, ItemNames names)
    {
        using var plain = new RentedBytes();
        SnapshotCodec.Write(plain, state, names);
        using var room = new RentedBytes(BrotliEncoder.GetMaxCompressedLength(plain.Written.Length));
        return BrotliEncoder.TryCompress(plain.Written, room.GetSpan(), out var written, Quality, Window)
            ? new RestingState(room.GetSpan()[..written].ToArray(), plain.Written.Length)
            : throw new InvalidOperationException("A state could not be compressed.");
    }

    public CustomerState Unpack(ItemNames names)
    {
        using var plain = new RentedBytes(length);
        if (!BrotliDecoder.TryDecompress(packed, plain.GetSpan(length), out var written) || written != length) throw new InvalidOperationException("A resting state could not be read back.");
        plain.Advance(length);
        return SnapshotCodec.Read(plain.Written, names);
    }
}
