using System.Globalization;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Notes who reads personal data. A reader waits for nothing: notes gather by person, minute, reader and call, and go to disk together,
/// within a second; a kill may lose those of the last one. While nobody reads, or the store can't write, nothing runs.</summary>
internal sealed class ReadLog(Host host) : IAsyncDisposable
{
    /// <summary>Different notes that wait, about 20 MB; reads beyond them are lost, which the log tells at once, and how many when notes are written again.
    /// People go on reading: an adviser who sees nothing would harm customers more than a gap that is known.</summary>
    private const int PendingMax = 65_536;

    /// <summary>Notes in one transaction: turns, which wait for the same disk, get in between.</summary>
    private const int PartMax = 512;

    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource stop = new();
    private Dictionary<Note, long> pending = [];
    private Task next = Task.CompletedTask;
    private bool waits;
    private long lost;

    private readonly record struct Note(string Customer, long Minute, string Reader, string Call);

    public void Add(string customer, string reader, string call)
    {
        var note = new Note(customer, MinuteOf(host.Now()), reader, call);
        lock (gate)
        {
            Count(note, 1);
            WriteSoon();
        }
    }

    /// <summary>The store writes again: so do we.</summary>
    public void Resume()
    {
        lock (gate)
            if (pending.Count > 0) WriteSoon();
    }

    /// <summary>What is noted of a customer after an id, newest last. While the store can't write, what waits for it comes behind the last that is on disk.</summary>
    /// <param name="customer">Its key.</param>
    /// <param name="id">Its id.</param>
    public async ValueTask<Page<DataRead>> ReadAsync(long customer, string id, long after, int limit, CancellationToken cancel)
    {
        var waiting = await TryWriteAsync().ConfigureAwait(false) ? [] : WaitingOf(id);
        var rows = await host.Store.ReadsAsync(customer, Oldest(), after, limit, cancel).ConfigureAwait(false);
        IEnumerable<DataRead> items = rows.Select(row => new DataRead(UnixTime.FromMicroseconds(row.Row.Minute), row.Row.Reader, row.Row.Call, row.Row.Count));
        return rows.Count < limit ? new([.. items, .. waiting], null) : new([.. items], rows[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await next.ConfigureAwait(false);
        await TryFlushAsync().ConfigureAwait(false);
        if (pending.Count > 0) host.Log.WaitingReadsLost(pending.Count);
        stop.Dispose();
        writing.Dispose();
    }

    private void Count(Note note, long times)
    {
        if (pending.TryGetValue(note, out var before) || pending.Count < PendingMax) pending[note] = before + times;
        else if ((lost += times) == times) host.Log.ReadsNoLongerNoted(pending.Count);
    }

    private DataRead[] WaitingOf(string customer)
    {
        lock (gate)
            return [.. pending.Where(note => note.Key.Customer == customer).OrderBy(note => note.Key.Minute)
                .Select(note => new DataRead(UnixTime.FromMicroseconds(note.Key.Minute), note.Key.Reader, note.Key.Call, note.Value))];
    }

    /// <summary>Not while the store can't write: <see cref="Resume"/> comes when it can.</summary>
    private void WriteSoon()
    {
        if (waits || stop.IsCancellationRequested || host.Gate.Problem is not null) return;
        waits = true;
        next = Task.Run(WriteLaterAsync);
    }

    private async Task WriteLaterAsync()
    {
        await Task.Delay(Gather, host.Options.Waits, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate) waits = false;
        if (stop.IsCancellationRequested || await TryFlushAsync().ConfigureAwait(false)) return;
        lock (gate) WriteSoon();
    }

    private async Task<bool> TryFlushAsync()
    {
        try
        {
            return await TryWriteAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (host.Gate.Note(error) is null) host.Log.ReadsNotNoted(error);
            return false;
        }
    }

    /// <returns>False: the store can't write.</returns>
    private async Task<bool> TryWriteAsync()
    {
        if (host.Gate.Problem is not null) return false;
        try
        {
            await FlushAsync().ConfigureAwait(false);
            return true;
        }
        catch (StoreUnwritableException)
        {
            return false;   // the gate has told the log
        }
    }

    private async Task FlushAsync()
    {
        await writing.WaitAsync().ConfigureAwait(false);
        try
        {
            var (batch, missed) = Take();
            if (missed > 0) host.Log.ReadsLost(missed);
            await WriteAsync(batch).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    private (Dictionary<Note, long> Batch, long Lost) Take()
    {
        lock (gate)
        {
            var taken = (pending, lost);
            (pending, lost) = ([], 0);
            return taken;
        }
    }

    private async Task WriteAsync(Dictionary<Note, long> batch)
    {
        try
        {
            foreach (var part in batch.ToArray().Chunk(PartMax))
            {
                var rows = await RowsAsync(part).ConfigureAwait(false);
                await host.Gate.WriteAsync(() => host.Store.NoteReadsAsync(rows, Oldest())).ConfigureAwait(false);
                foreach (var (note, _) in part) batch.Remove(note);
            }
        }
        catch
        {
            lock (gate)
                foreach (var (note, times) in batch) Count(note, times);
            throw;
        }
    }

    private async Task<List<ReadRow>> RowsAsync(KeyValuePair<Note, long>[] part)
    {
        var rows = new List<ReadRow>(part.Length);
        foreach (var person in part.GroupBy(note => note.Key.Customer, StringComparer.Ordinal))
            if (await KeyOfAsync(person.Key).ConfigureAwait(false) is var key and not 0)
                rows.AddRange(person.Select(note => new ReadRow(key, note.Key.Minute, note.Key.Reader, note.Key.Call, note.Value)));
        return rows;
    }

    /// <summary>The person who goes on, where the one who was read was joined to another; 0: nobody any more.</summary>
    private async ValueTask<long> KeyOfAsync(string customer)
    {
        var key = await host.Store.FindCustomerAsync(host.Keys.IdHash(customer)).ConfigureAwait(false);
        return key != 0 && await host.Store.SurvivorAsync(key).ConfigureAwait(false) is var survivor and not 0 ? survivor : key;
    }

    private long Oldest() => (host.Now() - host.Options.ReadsTime).ToUnixMicroseconds();

    private static long MinuteOf(DateTimeOffset now) => now.ToUnixMicroseconds() / 60_000_000 * 60_000_000;
}
