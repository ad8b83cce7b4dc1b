using System.Buffers;

namespace JourneyOrchestrator.Grains.Ports;

/// <summary>Keys of persons: one data key each, kept apart from the journal, under a master key. Thread-safe.</summary>
public interface IPersonKeys
{
    /// <summary>A key for a customer not seen before; its number becomes the customer's key in the store and is never reused.
    /// The data key is on disk before this answers.</summary>
    long Allocate();

    /// <summary>The seal of a person; null once the key was destroyed (erasure): what it sealed can't be read by anybody.</summary>
    IPersonSeal? Open(long customer);

    /// <summary>Brings a person's key into memory, where keys are with a server: <see cref="Open"/> then holds nobody up. To be asked before many are opened one after the other.</summary>
    ValueTask FetchAsync(long customer) => ValueTask.CompletedTask;

    /// <summary>Destroys a person's key, in memory and on disk.</summary>
    void Destroy(long customer);

    /// <summary>Writes as much as a batch of keys, durably, and takes it away again; fails with what keeps keys from being made.</summary>
    void Probe();

    /// <summary>Keyed hash (16 bytes) of a customer id or identifier.</summary>
    byte[] IdHash(string id);

    /// <summary>Keyed hash of a search term or supersession key; never 0.</summary>
    long TermHash(string term);
}

/// <summary>Seals and opens one person's values (AES-256-GCM). Used by one thread at a time.</summary>
public interface IPersonSeal : IDisposable
{
    /// <summary>Seals bytes; the result carries its nonce and tag.</summary>
    byte[] Seal(ReadOnlySpan<byte> plain);

    /// <summary>Opens what <see cref="Seal"/> made, into <paramref name="output"/>; false when it was tampered with or sealed by another key.</summary>
    bool TryOpen(ReadOnlySpan<byte> sealedBytes, IBufferWriter<byte> output);
}

/// <summary>Seals what belongs to the host itself and to no person, under a key made from the master key. Thread-safe.</summary>
public interface IHostSeal
{
    /// <param name="place">Where the value is kept: sealed for one place, it does not open at another.</param>
    byte[] Seal(string place, ReadOnlySpan<byte> plain);

    /// <summary>Null: it was tampered with, moved, or sealed under another master key.</summary>
    byte[]? Open(string place, ReadOnlySpan<byte> sealedBytes);
}
