using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Grains.Journal;

/// <summary>
/// CRC-32C (Castagnoli; RFC 3720, appendix B.4) over all that a store keeps of an entry or a snapshot, and whose it is: a bit that turns over on the disk is always found, of any other
/// damage all but one in four thousand million. It is stored with the row; changing it here makes all of them damaged.
/// </summary>
public static class Checksum
{
    private const uint Start = uint.MaxValue;

    public static int Of(long customer, EntryRecord entry)
    {
        var sum = Add(Start, customer);
        sum = Add(sum, entry.Seq);
        sum = Add(sum, entry.At);
        sum = Add(sum, entry.Time);
        sum = Add(sum, entry.InputHash);
        sum = Add(sum, entry.ContentHash);
        sum = Add(sum, entry.Sealer);
        return (int)~Add(Add(sum, entry.Plain), entry.Sealed);
    }

    public static int Of(long customer, SnapshotRow snapshot) =>
        (int)~Add(Add(Add(Add(Start, customer), snapshot.Seq), snapshot.Schema), snapshot.Sealed);

    /// <summary>An entry as it was read, which knows whether it is damaged.</summary>
    /// <param name="kept">The checksum beside it; null: it was written when there were none.</param>
    public static EntryRecord Checked(long customer, EntryRecord entry, int? kept) =>
        kept is null || kept == Of(customer, entry) ? entry : entry with { Damage = Place($"entry {entry.Seq}", customer) };

    /// <summary>A snapshot as it was read, which knows whether it is damaged.</summary>
    /// <param name="kept">The checksum beside it; null: it was written when there were none.</param>
    public static SnapshotRow Checked(long customer, SnapshotRow snapshot, int? kept) =>
        kept is null || kept == Of(customer, snapshot) ? snapshot : snapshot with { Damage = Place($"the snapshot of entry {snapshot.Seq}", customer) };

    private static string Place(string what, long customer) => string.Create(CultureInfo.InvariantCulture, $"{what} of customer {customer} does not have its checksum.");

    private static uint Add(uint sum, long value) => BitOperations.Crc32C(sum, (ulong)value);

    /// <summary>The length goes in first: what moves from one part to the next is a change as well.</summary>
    private static uint Add(uint sum, byte[]? bytes)
    {
        sum = Add(sum, bytes?.Length ?? -1L);
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(rest));
        foreach (var one in rest) sum = BitOperations.Crc32C(sum, one);
        return sum;
    }
}
