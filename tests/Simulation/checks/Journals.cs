using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Journal;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Sealing;
using JourneyOrchestrator.Silo.Sqlite;

namespace JourneyOrchestrator.Simulation.Checks;

/// <summary>One customer's journal as it lies on disk, folded from the first entry.</summary>
/// <param name="Places">Of each entry, in the order of all commits.</param>
internal sealed record Journal(long Key, string Id, IReadOnlyList<Entry> Entries, IReadOnlyList<long> Places, byte[] State, string? Flaw);

/// <summary>Reads all journals of a store that no host has open.</summary>
internal sealed class Journals(IJournalStore store, IPersonKeys keys)
{
    private const int PageMax = 10_000;

    /// <summary>Opens what lies on the disk, and reads it.</summary>
    /// <param name="dueBy">Unix microseconds: timers due by then must have fired, and topic events have arrived; null: they had no time for it.</param>
    public static async Task<IReadOnlyList<Journal>> ReadAsync(string folder, long? dueBy, Action<string> flawed)
    {
        await using var store = SqliteJournalStore.Open(folder, new SqliteStoreOptions { Readers = 1, CacheKiB = 2 * 1024, RunWrite = static write => write() });
        var last = await store.LastCustomerKeyAsync().ConfigureAwait(false);
        using var keys = PersonKeys.Open(folder, MasterKey.ForDirectory(folder, last), last);
        if (dueBy is { } moment && await store.DueTimersAsync(moment, default, PageMax).ConfigureAwait(false) is { Count: > 0 } due) flawed($"{due.Count} timers are due and did not fire");
        if (dueBy is not null && await store.OpenFanOutsAsync(PageMax).ConfigureAwait(false) is [var open, ..]) flawed($"event {open.Position} of {open.Topic} is still on its way");
        return await new Journals(store, keys).ReadAsync().ConfigureAwait(false);
    }

    private async Task<List<Journal>> ReadAsync()
    {
        var journals = new List<Journal>();
        var places = (await store.EntriesAfterAsync(0, PageMax).ConfigureAwait(false)).ToLookup(placed => placed.Customer, placed => placed.Position);
        foreach (var row in await store.CustomersAsync(ImmutableArray<long>.Empty, 0, PageMax).ConfigureAwait(false))
            journals.Add(await ReadAsync(row.Key, row.SealedId, [.. places[row.Key]]).ConfigureAwait(false));
        return journals;
    }

    private async Task<Journal> ReadAsync(long key, byte[] sealedId, IReadOnlyList<long> places)
    {
        using var seal = keys.Open(key) ?? throw new InvalidDataException($"The key of customer {key} is missing.");
        var state = new CustomerState(key, Encoding.UTF8.GetString(Open(seal, sealedId)));
        var snapshot = await store.SnapshotAsync(key, SnapshotCodec.Schema).ConfigureAwait(false);
        var entries = new List<Entry>();
        string? flaw = null;
        foreach (var record in await store.EntriesAsync(key, 0, PageMax).ConfigureAwait(false))
        {
            var entry = Decode(record, seal);
            if (entry.Before != state.Seq) return new Journal(key, state.Id, entries, places, [], $"entry {entry.Seq} comes after {state.Seq}");
            state.Apply(entry);
            entries.Add(entry);
            if (record.Seq == snapshot?.Seq && !Open(seal, snapshot.Sealed).AsSpan().SequenceEqual(SnapshotCodec.Write(state)))
                flaw = $"the snapshot of entry {record.Seq} differs from the fold";
        }
        return new Journal(key, state.Id, entries, places, SnapshotCodec.Write(state), flaw);
    }

    private Entry Decode(EntryRecord record, IPersonSeal own)
    {
        if (record.Sealer == 0) return EntryCodec.Decode(record, own);
        using var other = keys.Open(record.Sealer);
        return EntryCodec.Decode(record, other);
    }

    private static byte[] Open(IPersonSeal seal, byte[] sealedBytes)
    {
        var plain = new ArrayBufferWriter<byte>(sealedBytes.Length);
        return seal.TryOpen(sealedBytes, plain) ? plain.WrittenSpan.ToArray() : throw new InvalidDataException("A sealed value does not open.");
    }
}
