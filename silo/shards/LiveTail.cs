using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Entries of all customers by position. The newest ones are kept, decoded, while anybody watches, so that feeds at the same place share one
/// read; whoever is further behind reads the store. Thread-safe.</summary>
internal sealed class LiveTail : IDisposable
{
    private const int EntriesMax = 256;
    private const long BytesMax = 4 << 20;

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Queue<Kept> kept = [];   // this and what follows: under gate
    private long bytes;
    private long from;                        // kept are all entries after this position ...
    private long to;                          // ... up to this one
    private int feeds;

    private readonly record struct Kept(LiveEntry Entry, long Bytes);

    /// <summary>Entries after a position, and how far the reading came: further than the last of them where some belong to erased persons.</summary>
    internal readonly record struct Page(IReadOnlyList<LiveEntry> Entries, long To);

    public Task JoinAsync() => AloneAsync(() => feeds++);

    public Task LeaveAsync() => AloneAsync(() =>
    {
        if (--feeds == 0) Restart(0);
    });

    /// <summary>A person was erased: nothing decoded before is given out from now on.</summary>
    public Task ForgetAsync() => AloneAsync(() => Restart(to));

    public async ValueTask<Page> AfterAsync(long position, int limit, Host host, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (position > to) Restart(position);
            if (position >= from)
            {
                if (position == to) await ExtendAsync(limit, host, cancel).ConfigureAwait(false);
                // What was just read may be more than is kept; then this feed goes to the store like others who are behind.
                if (position >= from) return new([.. kept.Where(k => k.Entry.Position > position).Select(k => k.Entry)], to);
            }
        }
        finally
        {
            gate.Release();
        }
        var (read, end) = await ReadAsync(position, limit, host, cancel).ConfigureAwait(false);
        return new([.. read.Select(k => k.Entry)], end);
    }

    public void Dispose() => gate.Dispose();

    private async ValueTask ExtendAsync(int limit, Host host, CancellationToken cancel)
    {
        var (read, end) = await ReadAsync(to, limit, host, cancel).ConfigureAwait(false);
        foreach (var entry in read)
        {
            kept.Enqueue(entry);
            bytes += entry.Bytes;
        }
        to = end;
        while (kept.Count > EntriesMax || bytes > BytesMax)
        {
            var oldest = kept.Dequeue();
            bytes -= oldest.Bytes;
            from = oldest.Entry.Position;
        }
    }

    /// <summary>What is damaged is left out, like what is of erased persons: it must not hold up what is of others.</summary>
    private static async ValueTask<(List<Kept> Entries, long To)> ReadAsync(long position, int limit, Host host, CancellationToken cancel)
    {
        var rows = await host.Store.EntriesAfterAsync(position, limit, cancel).ConfigureAwait(false);
        var entries = new List<Kept>(rows.Count);
        foreach (var row in rows)
            if (await ReadAsync(row, host, cancel).ConfigureAwait(false) is { } entry) entries.Add(new(entry, row.Entry.Plain.Length + (row.Entry.Sealed?.Length ?? 0)));
        return (entries, rows.Count == 0 ? position : rows[^1].Position);
    }

    private static async ValueTask<LiveEntry?> ReadAsync(PlacedEntry row, Host host, CancellationToken cancel)
    {
        try
        {
            if (await host.Directory.IdOfAsync(row.Customer, cancel).ConfigureAwait(false) is not { } id) return null;
            using var seal = host.Keys.Open(row.Customer);
            return seal is null ? null : new LiveEntry(row.Position, id, new EntryReader(host, row.Customer, seal).Read(row.Entry, row.Entry.Seq - 1));
        }
        catch (DamagedStoreException damage)
        {
            host.Damage.Note(damage);
            return null;
        }
    }

    private void Restart(long position)
    {
        kept.Clear();
        bytes = 0;
        from = to = position;
    }

    private async Task AloneAsync(Action act)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            act();
        }
        finally
        {
            gate.Release();
        }
    }
}
