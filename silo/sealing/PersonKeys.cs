using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>
/// Data keys of persons in <c>keys.db</c>, wrapped by the master key. They are made ahead, a batch per disk sync, so that taking one costs no
/// sync; a key made but not taken when the process ended is taken after the next start. Thread-safe.
/// </summary>
public sealed class PersonKeys : IPersonKeys, IDisposable
{
    /// <summary>Name of the file inside the data directory.</summary>
    public const string FileName = "keys.db";

    private const int CachedKeysMax = 16_384;

    private readonly int _batch;
    private readonly KeyedHashes _hashes;
    private readonly KeyCache _cache = new(CachedKeysMax / 2);
    private readonly KeyFile _reads;    // under _cacheGate
    private readonly KeyFile _writes;   // under _writeGate
    private readonly Queue<DataKey> _ready = new();   // under _readyGate
    private readonly Lock _cacheGate = new();
    private readonly Lock _writeGate = new();
    private readonly Lock _readyGate = new();
    private long _lastReady;            // highest number ever put in _ready; under _writeGate
    private Task _refill = Task.CompletedTask;   // under _readyGate

    private PersonKeys(string path, MasterKey master, long lastUsed, int batch)
    {
        _batch = batch;
        _lastReady = lastUsed;
        _hashes = new KeyedHashes(master);
        _writes = new KeyFile(path, master);
        try
        {
            _reads = new KeyFile(path, master);
            Refill();
        }
        catch
        {
            _writes.Dispose();
            _reads?.Dispose();
            throw;
        }
    }

    /// <summary>Opens or makes the keys of a data directory.</summary>
    /// <param name="directory">The data directory; the caller holds its lock.</param>
    /// <param name="master">The master key, for instance <see cref="MasterKey.ForDirectory"/>.</param>
    /// <param name="lastUsed">Highest customer key ever committed to the store; keys above it are free.</param>
    /// <param name="batch">Keys made at a time, at least 2.</param>
    /// <exception cref="MasterKeyException">The keys were made with another master key, or are missing.</exception>
    public static PersonKeys Open(string directory, MasterKey master, long lastUsed, int batch = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 2);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        // With new keys everybody in the journal would seem erased.
        if (lastUsed > 0 && !File.Exists(path)) throw new MasterKeyException($"{path} is missing, but the journal was written with it. Put back a copy of the data directory.");
        return new PersonKeys(path, master, lastUsed, batch);
    }

    public long Allocate()
    {
        DataKey key;
        while (!TryTake(out key)) Refill();
        lock (_cacheGate) _cache.Add(key.Number, key.Bytes);
        return key.Number;
    }

    public IPersonSeal? Open(long customer)
    {
        lock (_cacheGate)
        {
            if (!_cache.TryGet(customer, out var key))
            {
                if (_reads.Read(customer) is not { } stored) return null;
                _cache.Add(customer, key = stored);
            }
            return new PersonSeal(customer, key);
        }
    }

    /// <summary>Destroys a key here and on disk. A seal opened before lives on until its holder disposes it.</summary>
    public void Destroy(long customer)
    {
        lock (_writeGate)
            lock (_cacheGate)   // no read of ours may keep the log from being cleaned, nor put the key back
            {
                _cache.Remove(customer);
                _writes.Destroy(customer);
            }
    }

    public byte[] IdHash(string id) => _hashes.Id(id);

    public long TermHash(string term) => _hashes.Term(term);

    public void Dispose()
    {
        Task refill;
        lock (_readyGate) refill = _refill;
        refill.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait();
        _writes.Dispose();
        _reads.Dispose();
    }

    private bool TryTake(out DataKey key)
    {
        lock (_readyGate)
        {
            var taken = _ready.TryDequeue(out key);
            // A refill that fails is not lost: the queue runs empty and Allocate, refilling itself, meets the same error.
            if (taken && _ready.Count < _batch / 2 && _refill.IsCompleted) _refill = Task.Run(Refill);
            return taken;
        }
    }

    private void Refill()
    {
        lock (_writeGate)
        {
            lock (_readyGate)
                if (_ready.Count >= _batch / 2) return;
            var keys = _writes.ReadAfter(_lastReady, _batch);
            if (keys.Count == 0) keys = _writes.Make(_lastReady, _batch);
            _lastReady = keys[^1].Number;
            lock (_readyGate)
                foreach (var key in keys) _ready.Enqueue(key);
        }
    }
}
