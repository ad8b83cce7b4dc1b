using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Committed entries of one customer, read from the store as history is.</summary>
internal sealed class CustomerFeed(Host host, WakeSignal signal, long key, string id, long start, long newest) : ILiveFeed
{
    private const int PageSize = 32;

    private long position = start;

    public long Start { get; } = start;

    public long Newest { get; } = newest;

    public async ValueTask<ReadResult<IReadOnlyList<LiveEntry>>> NextAsync(CancellationToken cancel = default)
    {
        using var seal = host.Keys.Open(key);
        if (seal is null) return new(ReadStatus.Gone);
        var page = await new JoinedHistory(host).ReadAsync(key, seal, position, PageSize, cancel).ConfigureAwait(false);
        if (page.Count > 0) position = page[^1].Seq;
        return ReadResult<IReadOnlyList<LiveEntry>>.Found([.. page.Select(e => new LiveEntry(e.Seq, id, e))]);
    }

    public ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel = default) => signal.WaitAsync(atMost, cancel);

    public ValueTask DisposeAsync()
    {
        host.News.Leave(key, signal);
        return ValueTask.CompletedTask;
    }
}
