using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers : ILiveEntries
{
    public async ValueTask<ReadResult<ILiveFeed>> FollowAsync(string customerId, long? after, CancellationToken cancel = default)
    {
        var read = await CommittedAsync(customerId, static state => (state.Key, state.Seq), cancel).ConfigureAwait(false);
        if (read.Status != ReadStatus.Found) return new(read.Status);
        var (key, newest) = read.Value;
        return ReadResult<ILiveFeed>.Found(new CustomerFeed(host, host.News.Watch(key), key, customerId, after ?? newest, newest));
    }

    public async ValueTask<ILiveFeed> FollowAllAsync(long? after, CancellationToken cancel = default)
    {
        var newest = await host.Store.LastPositionAsync(cancel).ConfigureAwait(false);
        await host.Tail.JoinAsync().ConfigureAwait(false);
        return new EverybodyFeed(host, host.News.Watch(LiveNews.Everybody), after ?? newest, newest);
    }
}
