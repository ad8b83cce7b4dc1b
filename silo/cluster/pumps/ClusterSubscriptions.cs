using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>The subscriptions of the cluster, for doors: wherever they are told.</summary>
public sealed class ClusterSubscriptions(IGrainFactory grains) : ISubscriptions
{
    private ISubscriptionsGrain Grain => grains.GetGrain<ISubscriptionsGrain>(0);

    /// <summary>Not tried again when the silo is lost meanwhile: there might be two of it.</summary>
    public async ValueTask<NewSubscription> AddAsync(SubscriptionWish wish, CancellationToken cancel = default) =>
        SubscriptionWire.Added(await GrainCalls.OnceAsync(() => Grain.AddAsync(SubscriptionWire.Write(wish)), cancel).ConfigureAwait(false));

    public async ValueTask<IReadOnlyList<SubscriptionView>> ListAsync(CancellationToken cancel = default) =>
        SubscriptionWire.List(await AskAsync(grain => grain.ListAsync(), cancel).ConfigureAwait(false));

    public async ValueTask<SubscriptionView?> FindAsync(string id, CancellationToken cancel = default) =>
        SubscriptionWire.View(await AskAsync(grain => grain.FindAsync(id), cancel).ConfigureAwait(false));

    public async ValueTask<bool> RemoveAsync(string id, CancellationToken cancel = default) => await AskAsync(grain => grain.RemoveAsync(id), cancel).ConfigureAwait(false);

    public async ValueTask<SubscriptionView?> PauseAsync(string id, CancellationToken cancel = default) =>
        SubscriptionWire.View(await AskAsync(grain => grain.PauseAsync(id), cancel).ConfigureAwait(false));

    public async ValueTask<SubscriptionView?> ResumeAsync(string id, CancellationToken cancel = default) =>
        SubscriptionWire.View(await AskAsync(grain => grain.ResumeAsync(id), cancel).ConfigureAwait(false));

    public async ValueTask<string?> RotateAsync(string id, CancellationToken cancel = default) => await GrainCalls.OnceAsync(() => Grain.RotateAsync(id), cancel).ConfigureAwait(false);

    public async ValueTask<SubscriptionTest?> TestAsync(string id, CancellationToken cancel = default) =>
        SubscriptionWire.Test(await AskAsync(grain => grain.TestAsync(id), cancel).ConfigureAwait(false));

    private Task<T> AskAsync<T>(Func<ISubscriptionsGrain, Task<T>> call, CancellationToken cancel) => GrainCalls.RetryAsync(() => call(Grain), static _ => true, cancel);
}
