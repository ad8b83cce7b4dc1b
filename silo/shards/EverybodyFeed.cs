using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>Committed entries of all customers, in the order of their commits.</summary>
internal sealed class EverybodyFeed(Host host, WakeSignal signal, long start, long newest) : ILiveFeed
{
    private const int PageSize = 32;

    private long position = start;

    public long Start { get; } = start;

    public long Newest { get; } = newest;

    public async ValueTask<ReadResult<IReadOnlyList<LiveEntry>>> NextAsync(CancellationToken cancel = default)
    {
        while (true)
        {
            var page = await host.Tail.AfterAsync(position, PageSize, host, cancel).ConfigureAwait(false);
            var end = page.To == position;
            position = page.To;
            if (end || page.Entries.Count > 0) return ReadResult<IReadOnlyList<LiveEntry>>.Found(page.Entries);
        }
    }

    public ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel = default) => signal.WaitAsync(atMost, cancel);

    public async ValueTask DisposeAsync()
    {
        host.News.Leave(LiveNews.Everybody, signal);
        await host.Tail.LeaveAsync().ConfigureAwait(false);
    }
}
