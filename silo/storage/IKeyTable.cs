namespace JourneyOrchestrator.Silo.Storage;

/// <summary>Where the data keys of persons lie, apart from the journal: numbers and bytes that are wrapped by the master key and nothing without it.
/// Thread-safe. Failures of the disk or of the server reach the caller as exceptions.</summary>
public interface IKeyTable : IDisposable
{
    /// <summary>Path or place, for messages; never a secret.</summary>
    string Name { get; }

    /// <summary>What tells the master key that the keys are wrapped by; null: none were made yet.</summary>
    byte[]? CheckValue();

    /// <summary>Keeps the check value of the first master key.</summary>
    /// <returns>The one that is kept: that of another host, when it was first.</returns>
    byte[] KeepCheckValue(byte[] mine);

    /// <summary>The wrapped key of a number; null: it was destroyed or never made.</summary>
    byte[]? Read(long number);

    /// <summary>Whether the keys are with a server, so that <see cref="Read"/> holds a thread up and <see cref="FindAsync"/> is the better way.</summary>
    bool IsFar => false;

    /// <summary>As <see cref="Read"/>, without holding a thread up.</summary>
    Task<byte[]?> FindAsync(long number) => Task.FromResult(Read(number));

    /// <summary>Keys that nobody uses, for the caller alone, ascending and at least one; on disk when this returns.</summary>
    /// <param name="above">Their numbers are above this one, and above all that were ever made and used.</param>
    /// <param name="count">How many to make, when some have to be.</param>
    /// <param name="wrap">Makes and wraps the key of a number.</param>
    IReadOnlyList<WrappedKey> Take(long above, int count, Func<long, byte[]> wrap);

    /// <summary>Deletes a key, also one that is not there.</summary>
    void Destroy(long number);

    /// <summary>Writes as much as a large batch of keys, durably, and takes it away again; fails with what keeps the table from being written.</summary>
    void Probe();

    /// <summary>Keys that were destroyed, by whomever, since this was asked last or the table was opened. Asked by one thread at a time.</summary>
    IReadOnlyList<long> Destroyed();
}

/// <summary>A wrapped data key with its number.</summary>
public readonly record struct WrappedKey(long Number, byte[] Bytes);
