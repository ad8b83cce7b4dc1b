using JourneyOrchestrator.Grains.Orleans.Wire;
using JourneyOrchestrator.Grains.Ports;
using Orleans.Concurrency;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the subscriptions of the cluster.</summary>
public interface ISubscriptionsHost
{
    /// <summary>Tells them from now on.</summary>
    Task<ISubscriptions> StartAsync();

    Task StopAsync();
}

/// <summary>Where the subscriptions are told.</summary>
[GrainType("subscriptions"), KeepAlive, Reentrant]
public sealed class SubscriptionsGrain(ISubscriptionsHost host) : Grain, ISubscriptionsGrain
{
    private ISubscriptions subscriptions = null!;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => subscriptions = await host.StartAsync();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => host.StopAsync();

    public Task KeepAsync() => Task.CompletedTask;

    public async Task<byte[]> AddAsync(byte[] wish) => SubscriptionWire.Write(await subscriptions.AddAsync(SubscriptionWire.Wish(wish)));

    public async Task<byte[]> ListAsync() => SubscriptionWire.Write(await subscriptions.ListAsync());

    public async Task<byte[]?> FindAsync(string id) => Write(await subscriptions.FindAsync(id));

    public async Task<bool> RemoveAsync(string id) => await subscriptions.RemoveAsync(id);

    public async Task<byte[]?> PauseAsync(string id) => Write(await subscriptions.PauseAsync(id));

    public async Task<byte[]?> ResumeAsync(string id) => Write(await subscriptions.ResumeAsync(id));

    public async Task<string?> RotateAsync(string id) => await subscriptions.RotateAsync(id);

    public async Task<byte[]?> TestAsync(string id) => await subscriptions.TestAsync(id) is { } test ? SubscriptionWire.Write(test) : null;

    private static byte[]? Write(SubscriptionView? view) => view is null ? null : SubscriptionWire.Write(view);
}
