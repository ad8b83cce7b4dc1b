using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Snapshots of customers, sealed under their own keys.</summary>
internal static class Snapshots
{
    public static SnapshotRow Make(CustomerState state, IPersonSeal seal)
    {
        using var plain = new RentedBytes();
        SnapshotCodec.Write(plain, state);
        return new SnapshotRow(state.Seq, SnapshotCodec.Schema, seal.Seal(plain.Written));
    }

    /// <exception cref="DamagedStoreException">It is not what was written.</exception>
    public static CustomerState Open(SnapshotRow row, IPersonSeal seal)
    {
        if (row.Damage is { } damage) throw new DamagedStoreException(damage);
        using var plain = new RentedBytes(row.Sealed.Length);
        return seal.TryOpen(row.Sealed, plain)
            ? SnapshotCodec.Read(plain.Written)
            : throw new DamagedStoreException($"a snapshot of entry {row.Seq} does not open with its person's key.");
    }
}
