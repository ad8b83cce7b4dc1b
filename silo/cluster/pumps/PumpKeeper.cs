using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Silo.Pumps;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Sees to it that all work of the cluster is done somewhere: asks for it once a second, so that what a lost silo had is elsewhere within a second of its
/// being given up. Reminders of Orleans would do the same, a minute late.
/// </summary>
internal sealed class PumpKeeper : IAsyncDisposable
{
    private static readonly TimeSpan AskTime = TimeSpan.FromSeconds(1);
    private static readonly string[] Names = [Pumps.Timers, Pumps.Outbox, Pumps.Erasures];

    private readonly IGrainFactory grains;
    private readonly bool hasFeeds;
    private readonly ILogger log;
    private readonly PumpLoop loop;

    public PumpKeeper(IGrainFactory grains, bool hasFeeds, ILogger log)
    {
        (this.grains, this.hasFeeds, this.log) = (grains, hasFeeds, log);
        loop = new PumpLoop(AskAsync, OnFailed, AskTime, TimeProvider.System);
    }

    public void Start() => loop.Start();

    public ValueTask DisposeAsync() => loop.DisposeAsync();

    private void OnFailed(Exception error) => log.PumpsNotAskedFor(error, AskTime.TotalSeconds);

    private async Task<TimeSpan> AskAsync(CancellationToken cancel)
    {
        await Task.WhenAll([.. Names.Select(name => AskAsync(name, () => grains.GetGrain<IPumpGrain>(name).KeepAsync(), cancel)),
            AskAsync("topics", () => grains.GetGrain<ITopicsGrain>(0).KeepAsync(), cancel),
            AskAsync("subscriptions", () => grains.GetGrain<ISubscriptionsGrain>(0).KeepAsync(), cancel),
            hasFeeds ? AskAsync("feeds", () => grains.GetGrain<IFeedsGrain>(0).KeepAsync(), cancel) : Task.CompletedTask]).ConfigureAwait(false);
        return AskTime;
    }

    private async Task AskAsync(string name, Func<Task> ask, CancellationToken cancel)
    {
        try
        {
            await ask().WaitAsync(AskTime * 5, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The silo ends.
        }
        catch (Exception error)
        {
            log.PumpUnknown(name, error.Message);
        }
    }
}
