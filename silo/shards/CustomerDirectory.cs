using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>The text of customer ids by key: remembered for those in memory, else read from the store and opened. Thread-safe, without a lock
/// on the way of a reader.</summary>
internal sealed class CustomerDirectory(IJournalStore store, IPersonKeys keys)
{
    private readonly ConcurrentDictionary<long, string> active = new();

    public void Remember(long key, string id) => active[key] = id;

    public void Forget(long key) => active.TryRemove(key, out _);

    /// <summary>The id of a customer in memory; null: of nobody there.</summary>
    public string? IdOf(long key) => active.GetValueOrDefault(key);

    /// <summary>Null: no such customer, or no longer.</summary>
    public async ValueTask<string?> IdOfAsync(long key, CancellationToken cancel)
    {
        if (active.TryGetValue(key, out var known)) return known;
        if (await store.SealedIdAsync(key, cancel).ConfigureAwait(false) is not { } sealedId) return null;
        await keys.FetchAsync(key).ConfigureAwait(false);
        using var seal = keys.Open(key);
        return seal is null ? null : Open(seal, sealedId);
    }

    /// <exception cref="DamagedStoreException">The stored bytes are not what was written.</exception>
    public static string Open(IPersonSeal seal, byte[] sealedText)
    {
        var plain = new ArrayBufferWriter<byte>(sealedText.Length);
        return seal.TryOpen(sealedText, plain)
            ? Encoding.UTF8.GetString(plain.WrittenSpan)
            : throw new DamagedStoreException("a sealed id or name does not open with its person's key.");
    }
}
