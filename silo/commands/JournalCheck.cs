using System.Buffers;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Commands;

/// <summary>Outcome of one customer's check. <paramref name="Flaw"/>: what is wrong; null: nothing.</summary>
internal readonly record struct JournalFinding(long Entries, bool HadSnapshot, string? Flaw);

/// <summary>Folds one customer's journal from its first entry and compares the state on the way with the snapshot. The state of a
/// running host is the same fold, begun at the snapshot.</summary>
internal sealed class JournalCheck(IJournalStore store, IPersonKeys keys, long customer)
{
    private const int PageSize = 1000;

    public async Task<JournalFinding> RunAsync(byte[] sealedId, CancellationToken cancel)
    {
        using var seal = keys.Open(customer);
        if (seal is null) return new(0, false, "the key is gone, but rows are left: an erasure did not come to its end; delete the person again");
        var id = Open(seal, sealedId);
        if (id is null) return new(0, false, "the id can't be opened with the person's key");
        SnapshotRow? snapshot = null;
        try
        {
            snapshot = await store.SnapshotAsync(customer, SnapshotCodec.Schema, cancel);
            return await FoldAsync(seal, new CustomerState(customer, Encoding.UTF8.GetString(id)), snapshot, cancel);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or DamagedStoreException or InvalidDataException or KeyNotFoundException)
        {
            return new(0, snapshot is not null, $"does not fold: {error.Message}");
        }
    }

    private async Task<JournalFinding> FoldAsync(IPersonSeal seal, CustomerState state, SnapshotRow? snapshot, CancellationToken cancel)
    {
        string? flaw = null;
        long folded = 0;
        var compared = snapshot is null;
        while (true)
        {
            var page = await store.EntriesAsync(customer, state.Seq, PageSize, cancel);
            foreach (var record in page)
            {
                var entry = Decode(record, seal);
                if (entry.Before != state.Seq) return new(folded, snapshot is not null, $"entry {state.Seq + 1} is missing");
                state.Apply(entry);
                folded++;
                if (record.Seq != snapshot?.Seq) continue;
                compared = true;
                if (snapshot.Damage is { } damage) flaw = damage;
                else if (Open(seal, snapshot.Sealed) is not { } kept) flaw = $"the snapshot of entry {record.Seq} can't be opened";
                else if (!kept.AsSpan().SequenceEqual(SnapshotCodec.Write(state))) flaw = $"the snapshot of entry {record.Seq} differs from the fold";
            }
            if (page.Count < PageSize) break;
        }
        if (!compared) flaw = $"the snapshot is of entry {snapshot!.Seq}, which is not there";
        return new(folded, snapshot is not null, flaw);
    }

    private Entry Decode(EntryRecord record, IPersonSeal own)
    {
        if (record.Sealer == 0) return EntryCodec.Decode(record, own);
        using var other = keys.Open(record.Sealer);
        return EntryCodec.Decode(record, other);
    }

    private static byte[]? Open(IPersonSeal seal, byte[] sealedBytes)
    {
        var plain = new ArrayBufferWriter<byte>(sealedBytes.Length);
        return seal.TryOpen(sealedBytes, plain) ? plain.WrittenSpan.ToArray() : null;
    }
}
