using JourneyOrchestrator.Grains.Orleans;
using Microsoft.Extensions.Logging;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>
/// Sees to it that all work of the cluster is done somewhere: asks for it once a second, so that what a lost silo had is elsewhere within a second of its
/// being given up. Reminders of Orleans would do the same, a minute late.
/// </summary>
internal sealed class PumpKeeper(IGrainFactory grains, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan AskTime = TimeSpan.FromSeconds(1);
    private static readonly string[] Names = [Pumps.Timers, Pumps.Topics, Pumps.Outbox, Pumps.Erasures];

    private readonly CancellationTokenSource stop = new();
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(LoopAsync);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAll([.. Names.Select(name => AskAsync(name, () => grains.GetGrain<IPumpGrain>(name).KeepAsync())),
                AskAsync("subscriptions", () => grains.GetGrain<ISubscriptionsGrain>(0).KeepAsync())]).ConfigureAwait(false);
            await Task.Delay(AskTime, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AskAsync(string name, Func<Task> ask)
    {
        try
        {
            await ask().WaitAsync(AskTime * 5, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo ends.
        }
        catch (Exception error)
        {
            log.LogWarning("Nobody is known to do the work '{Pump}' now: {Why}. It is asked for again.", name, error.Message);
        }
    }
}
