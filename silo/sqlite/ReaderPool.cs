using System.Collections.Concurrent;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>A few reading connections. Reads run on the caller's thread: they are short and mostly served from memory.</summary>
internal sealed class ReaderPool(Func<Database> open, int size) : IDisposable
{
    private readonly SemaphoreSlim _free = new(size, size);
    private readonly SemaphoreSlim _pausing = new(1, 1);
    private readonly ConcurrentBag<Database> _idle = [];

    /// <exception cref="DamagedStoreException">SQLite finds that pages are damaged which the read needs.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<Database, T> read, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var database)) database = open();
            try
            {
                return read(database);
            }
            catch (Exception error)
            {
                database.ResetAll();
                if (Database.DamageIn(error) is { } damage) throw damage;
                throw;
            }
            finally
            {
                _idle.Add(database);
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits until no read runs and keeps new ones waiting while the work runs.</summary>
    public async ValueTask<T> PausedAsync<T>(Func<ValueTask<T>> work)
    {
        var held = 0;
        await _pausing.WaitAsync().ConfigureAwait(false);   // two that pause would each wait for the other's half
        try
        {
            for (; held < size; held++) await _free.WaitAsync().ConfigureAwait(false);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            if (held > 0) _free.Release(held);
            _pausing.Release();
        }
    }

    public void Dispose()
    {
        foreach (var database in _idle) database.Dispose();
        _free.Dispose();
        _pausing.Dispose();
    }
}
