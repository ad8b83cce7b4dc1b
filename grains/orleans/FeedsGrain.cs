using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using Orleans.Concurrency;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the feeds of the cluster.</summary>
public interface IFeedsHost
{
    /// <summary>Reads them from now on.</summary>
    Task<IFeeds> StartAsync();

    Task StopAsync();
}

/// <summary>Where feeds are read. Whoever takes them over tells all that they hold once more, which topics know by the ids of the events.</summary>
[GrainType("feeds"), KeepAlive, Reentrant]
public sealed class FeedsGrain(IFeedsHost host) : Grain, IFeedsGrain
{
    private IFeeds feeds = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => feeds = await host.StartAsync();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => host.StopAsync();

    public Task KeepAsync() => Task.CompletedTask;

    public async Task<byte[]> ListAsync() => FeedWire.Write(await feeds.ListAsync());

    public async Task<byte[]?> PushAsync(string name, byte[] document)
    {
        try
        {
            return await feeds.PushAsync(name, FeedWire.Document(document)) is { } tally ? FeedWire.Write(tally) : null;
        }
        catch (FeedException error)
        {
            return FeedWire.Write(error);
        }
    }
}
