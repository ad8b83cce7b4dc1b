using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Decodes one customer's entries, each with the key that sealed it. What was sealed by a person erased since stays closed; it still folds.</summary>
/// <param name="customer">The customer's key.</param>
internal sealed class EntryReader(Host host, long customer, IPersonSeal own)
{
    /// <param name="after">Where the reading stands: between this and the entry there is none.</param>
    /// <exception cref="DamagedStoreException">The entry is not what was written, or others are missing before it.</exception>
    public Entry Read(EntryRecord record, long after)
    {
        try
        {
            var entry = Decode(record);
            return entry.Before <= after && after < entry.Seq ? entry : throw new DamagedStoreException($"of customer {customer}, entry {entry.Seq} comes after entry {after}.");
        }
        catch (DamagedStoreException damage)
        {
            host.Damage.Note(damage);
            throw;
        }
    }

    private Entry Decode(EntryRecord record)
    {
        if (record.Sealer == 0) return EntryCodec.Decode(record, own);
        using var other = host.Keys.Open(record.Sealer);
        return EntryCodec.Decode(record, other);
    }
}
