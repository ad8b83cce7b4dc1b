using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Values;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The feeds of the cluster, for doors: wherever they are read. What is sent may be sent twice: its events have ids.</summary>
public sealed class ClusterFeeds(IGrainFactory grains) : IFeeds
{
    private IFeedsGrain Grain => grains.GetGrain<IFeedsGrain>(0);

    public async ValueTask<IReadOnlyList<FeedStatus>> ListAsync(CancellationToken cancel = default) =>
        FeedWire.List(await GrainCalls.RetryAsync(() => Grain.ListAsync(), static _ => true, cancel).ConfigureAwait(false));

    public async ValueTask<FeedTally?> PushAsync(string name, Value document, CancellationToken cancel = default)
    {
        var message = FeedWire.Write(document);
        return await GrainCalls.RetryAsync(() => Grain.PushAsync(name, message), static _ => true, cancel).ConfigureAwait(false) is { } taken ? FeedWire.Tally(taken) : null;
    }
}
