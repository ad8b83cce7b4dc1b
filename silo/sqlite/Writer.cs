using System.Collections.Concurrent;

namespace JourneyOrchestrator.Silo.Sqlite;

/// <summary>The one writing connection on a thread of its own, unless somebody else runs the writes: they queue here in order, and waiting
/// for the disk blocks no thread of the pool.</summary>
internal sealed class Writer : IDisposable
{
    private const int QueueMax = 1_024;

    private readonly Database _database;
    private readonly BlockingCollection<Action> _queue = new(QueueMax);
    private readonly Action<Action>? _run;
    private readonly Thread? _thread;

    /// <param name="run">Runs the writes instead of the thread.</param>
    public Writer(Database database, Action<Action>? run)
    {
        (_database, _run) = (database, run);
        if (run is not null) return;
        _thread = new Thread(Loop) { IsBackground = true, Name = "journal writer" };
        _thread.Start();
    }

    /// <summary>Runs work in one transaction.</summary>
    public ValueTask<T> TransactionAsync<T>(Func<Database, T> work, CancellationToken cancel) =>
        RunAsync(database => database.Transaction(work), cancel);

    /// <summary>Runs work outside a transaction. Cancelling gives up work that has not begun; what has begun is finished.</summary>
    public ValueTask<T> RunAsync<T>(Func<Database, T> work, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(_queue.IsAddingCompleted, this);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_run is null) _queue.Add(() => Complete(done, work, cancel), cancel);
        else _run(() => Complete(done, work, cancel));
        return new ValueTask<T>(done.Task);
    }

    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread?.Join();
        _database.Dispose();
        _queue.Dispose();
    }

    private void Loop()
    {
        foreach (var action in _queue.GetConsumingEnumerable()) action();
    }

    private void Complete<T>(TaskCompletionSource<T> done, Func<Database, T> work, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            done.SetCanceled(cancel);
            return;
        }
        try
        {
            done.SetResult(work(_database));
        }
        catch (Exception error)
        {
            // Every failure belongs to the caller, who waits for it; the thread goes on with the next write.
            _database.ResetAll();
            done.SetException(Database.DamageIn(error) ?? error);
        }
    }
}
