using JourneyOrchestrator.Grains.Ports;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>
/// Closed while the store can't write: then the host is for reading only. What would write is refused before anything is decided, so that a full disk costs neither
/// processor time nor a log line per signal. While it is closed it tries now and then whether the store writes again, and opens by itself.
/// </summary>
/// <param name="store">The journal.</param>
/// <param name="keys">They may be on another disk, or in another database, than the journal: both are tried.</param>
/// <param name="pause">Between two tries; <see cref="Timeout.InfiniteTimeSpan"/>: it never closes, and each write finds out for itself.</param>
internal sealed class WriteGate(IJournalStore store, IPersonKeys keys, TimeSpan pause, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private static readonly Problem Full = new("", "read-only", "The disk is full: the host reads and does not write.", "Send it again later; make room on the disk.");
    private static readonly Problem Failing = new("", "read-only", "The disk fails: the host reads and does not write.", "Send it again later; look at the disk.");

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private volatile Problem? problem;
    private Task tries = Task.CompletedTask;

    /// <summary>Told when it has opened again.</summary>
    public Action OnOpened { get; set; } = static () => { };

    /// <summary>Why nothing is written; null: the gate is open.</summary>
    public Problem? Problem => problem;

    /// <summary>What callers hear while it is closed; null: it is open.</summary>
    public Receipt? Refusal => problem is { } why ? new Receipt(ReceiptKind.Unavailable, 0, why) : null;

    /// <summary>Closes when an error says that the store can't write.</summary>
    /// <returns>What to tell callers; null: the error says something else.</returns>
    public Problem? Note(Exception error)
    {
        if (pause == Timeout.InfiniteTimeSpan || store.TroubleOf(error) is not { } trouble) return null;
        lock (gate)
        {
            var closes = problem is null;
            var noted = problem = trouble == StoreTrouble.Full ? Full : Failing;   // before the tries begin, which tell of it
            if (closes && !stop.IsCancellationRequested) tries = TryAgainAsync(time.GetTimestamp(), noted);
            return noted;
        }
    }

    /// <summary>Runs a write that no turn makes.</summary>
    /// <exception cref="StoreUnwritableException">The gate is closed, or this write closed it.</exception>
    public async ValueTask<T> WriteAsync<T>(Func<ValueTask<T>> write)
    {
        if (problem is { } why) throw new StoreUnwritableException(why);
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception error) when (Note(error) is { } noted)
        {
            throw new StoreUnwritableException(noted, error);
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public async ValueTask WriteAsync(Func<ValueTask> write) => await WriteAsync(async () =>
    {
        await write().ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await tries.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task TryAgainAsync(long since, Problem noted)
    {
        await Task.Yield();   // whoever noted the error holds the lock
        log.WritingStopped(noted.Message);
        while (!await TryAsync().ConfigureAwait(false))
            if (stop.IsCancellationRequested) return;
        log.WritingResumed(time.GetElapsedTime(since).TotalSeconds);
        problem = null;
        OnOpened();
    }

    /// <returns>True when the store writes.</returns>
    private async Task<bool> TryAsync()
    {
        await Task.Delay(pause, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stop.IsCancellationRequested) return false;
        try
        {
            await store.ProbeAsync(stop.Token).ConfigureAwait(false);
            keys.Probe();
            return true;
        }
        catch (Exception error)
        {
            // Whatever it is, nothing is written: the next try comes, and the first error is in the log.
            log.StoreStillFails(error);
            return false;
        }
    }
}
