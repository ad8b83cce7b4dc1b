using System.Buffers;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Snapshots of customers, sealed under their own keys.</summary>
internal static class Snapshots
{
    public static SnapshotRow Make(CustomerState state, IPersonSeal seal) =>
        new(state.Seq, SnapshotCodec.Schema, seal.Seal(SnapshotCodec.Write(state)));

    /// <exception cref="DamagedStoreException">It is not what was written.</exception>
    public static CustomerState Open(SnapshotRow row, IPersonSeal seal)
    {
        if (row.Damage is { } damage) throw new DamagedStoreException(damage);
        var plain = new ArrayBufferWriter<byte>(row.Sealed.Length);
        return seal.TryOpen(row.Sealed, plain)
            ? SnapshotCodec.Read(plain.WrittenSpan)
            : throw new DamagedStoreException($"a snapshot of entry {row.Seq} does not open with its person's key.");
    }
}
