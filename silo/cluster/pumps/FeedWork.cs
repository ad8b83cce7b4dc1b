using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Silo.Feeds;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Reads the feeds of the cluster while Orleans has given them to this silo.</summary>
internal sealed class FeedWork(FeedList list, ClusterCustomers customers, TimeProvider time, ILoggerFactory logs) : IFeedsHost, IAsyncDisposable
{
    private FeedHost? running;

    public async Task<IFeeds> StartAsync()
    {
        var feeds = new FeedHost(list, customers, time, logs.CreateLogger<FeedHost>());
        if (Interlocked.Exchange(ref running, feeds) is { } before) await before.DisposeAsync().ConfigureAwait(false);
        feeds.Start();
        return feeds;
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref running, null) is { } feeds) await feeds.DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => new(StopAsync());
}
