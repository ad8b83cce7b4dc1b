using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Decodes one customer's entries, each with the key that sealed it. What was sealed by a person erased since stays closed; it still folds.</summary>
internal sealed class EntryReader(IPersonKeys keys, IPersonSeal own)
{
    public Entry Read(EntryRecord record)
    {
        if (record.Sealer == 0) return EntryCodec.Decode(record, own);
        using var other = keys.Open(record.Sealer);
        return EntryCodec.Decode(record, other);
    }
}
