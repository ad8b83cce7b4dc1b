using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Storage;

namespace JourneyOrchestrator.Silo.Sealing;

/// <summary>
/// Data keys of persons, wrapped by the master key, in <c>keys.db</c> or another table that several hosts may share. They are made ahead, a batch per disk
/// sync, so that taking one costs no sync. What another host destroys is out of the memory of this one within <see cref="LookTime"/>. Thread-safe.
/// </summary>
public sealed class PersonKeys : IPersonKeys, IDisposable
{
    /// <summary>Name of the file inside the data directory.</summary>
    public const string FileName = "keys.db";

    /// <summary>A key in memory is used without a look at what others destroyed for this long; without an answer to that look it is not used at all.</summary>
    public static readonly TimeSpan LookTime = TimeSpan.FromSeconds(1);

    private const int CachedKeysMax = 16_384;

    private readonly int _batch;
    private readonly IKeyTable _table;
    private readonly KeyWrap _wrap;
    private readonly KeyedHashes _hashes;
    private readonly TimeProvider _time;
    private readonly KeyCache _cache = new(CachedKeysMax / 2);   // under _cacheGate
    private readonly Queue<DataKey> _ready = new();   // under _readyGate
    private readonly Lock _cacheGate = new();
    private readonly Lock _refillGate = new();
    private readonly Lock _readyGate = new();
    private readonly Lock _lookGate = new();
    private int _destroyed;             // how many times keys left the cache for good; under _cacheGate
    private long _lookedAt;             // timestamp
    private long _lastReady;            // highest number ever put in _ready; under _refillGate
    private Task _refill = Task.CompletedTask;   // under _readyGate

    private PersonKeys(IKeyTable table, MasterKey master, long lastUsed, int batch, TimeProvider time)
    {
        (_table, _batch, _lastReady, _time) = (table, batch, lastUsed, time);
        _hashes = new KeyedHashes(master);
        _wrap = new KeyWrap(master);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Opens or makes the keys of a data directory.</summary>
    /// <param name="directory">The data directory; the caller holds its lock.</param>
    /// <param name="master">The master key, for instance <see cref="MasterKey.ForDirectory"/>.</param>
    /// <param name="lastUsed">Highest customer key ever committed to the store; keys above it are free.</param>
    /// <param name="batch">Keys made at a time, at least 2.</param>
    /// <exception cref="MasterKeyException">The keys were made with another master key, or are missing.</exception>
    public static PersonKeys Open(string directory, MasterKey master, long lastUsed, int batch = 1024)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        // With new keys everybody in the journal would seem erased.
        if (lastUsed > 0 && !File.Exists(path)) throw new MasterKeyException($"{path} is missing, but the journal was written with it. Put back a copy of the data directory.");
        return Open(new KeyFile(path), master, lastUsed, batch);
    }

    /// <summary>Opens or makes the keys of a table, which is closed with them, or when they can't be opened.</summary>
    /// <param name="table">Where the keys are.</param>
    /// <param name="master">The master key, for instance <see cref="MasterKey.ForTable"/>.</param>
    /// <param name="lastUsed">Highest customer key ever committed to the store: no key up to it is made again, also when the table was put back from an
    /// older backup.</param>
    /// <param name="batch">Keys made at a time, at least 2.</param>
    /// <param name="time">Clock of the looks at what others destroyed; null: that of the system.</param>
    /// <exception cref="MasterKeyException">The keys were made with another master key, or are missing.</exception>
    public static PersonKeys Open(IKeyTable table, MasterKey master, long lastUsed, int batch = 1024, TimeProvider? time = null)
    {
        try
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(batch, 2);
            if (lastUsed > 0 && table.CheckValue() is null)
                throw new MasterKeyException($"There are no keys in {table.Name}, but the journal was written with some. Put them back from a backup.");
            var keys = new PersonKeys(table, master, lastUsed, batch, time ?? TimeProvider.System);
            keys._wrap.Check(table);
            return keys;
        }
        catch
        {
            table.Dispose();
            throw;
        }
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
        Look();
        int destroyed;
        lock (_cacheGate)
        {
            if (_cache.TryGet(customer, out var key)) return new PersonSeal(customer, key);
            destroyed = _destroyed;
        }
        // Not under the lock: others need not wait for the disk or the network.
        if (_table.Read(customer) is not { } wrapped) return null;
        var stored = _wrap.Unwrap(_table, new WrappedKey(customer, wrapped));
        var seal = new PersonSeal(customer, stored);
        Keep(customer, stored, destroyed);
        return seal;
    }

    public async ValueTask FetchAsync(long customer)
    {
        if (!_table.IsFar) return;   // to read it there is as quick
        int destroyed;
        lock (_cacheGate)
        {
            if (_cache.TryGet(customer, out _)) return;
            destroyed = _destroyed;
        }
        if (await _table.FindAsync(customer).ConfigureAwait(false) is not { } wrapped) return;
        Keep(customer, _wrap.Unwrap(_table, new WrappedKey(customer, wrapped)), destroyed);
    }

    /// <param name="destroyed">How many keys had been destroyed before it was read: if others have been since, it may be one of them.</param>
    private void Keep(long customer, byte[] key, int destroyed)
    {
        lock (_cacheGate)
            if (destroyed == _destroyed) _cache.Add(customer, key);
    }

    /// <summary>Destroys a key here and on disk. A seal opened before lives on until its holder disposes it.</summary>
    public void Destroy(long customer)
    {
        try
        {
            _table.Destroy(customer);
        }
        finally
        {
            Forget(customer);
        }
    }

    public void Probe() => _table.Probe();

    public byte[] IdHash(string id) => _hashes.Id(id);

    public long TermHash(string term) => _hashes.Term(term);

    public void Dispose()
    {
        Task refill;
        lock (_readyGate) refill = _refill;
        refill.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Wait();
        _table.Dispose();
        _hashes.Dispose();
        _wrap.Dispose();
    }

    private void Forget(long customer)
    {
        lock (_cacheGate)
        {
            _destroyed++;
            _cache.Remove(customer);
        }
    }

    /// <summary>Takes out of memory what others destroyed. A table that does not answer fails the caller, or a host that is cut off would go on with keys of
    /// erased persons.</summary>
    private void Look()
    {
        if (!IsLookDue) return;
        lock (_lookGate)
        {
            if (!IsLookDue) return;
            var now = _time.GetTimestamp();
            foreach (var number in _table.Destroyed()) Forget(number);
            Volatile.Write(ref _lookedAt, now);
        }
    }

    private bool IsLookDue => _time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= LookTime;

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
        lock (_refillGate)
        {
            lock (_readyGate)
                if (_ready.Count >= _batch / 2) return;
            var keys = _table.Take(_lastReady, _batch, _wrap.Make).Select(key => new DataKey(key.Number, _wrap.Unwrap(_table, key))).ToList();
            _lastReady = keys[^1].Number;
            lock (_readyGate)
                foreach (var key in keys) _ready.Enqueue(key);
        }
    }

    /// <summary>A data key in the clear, with its number.</summary>
    private readonly record struct DataKey(long Number, byte[] Bytes);
}
