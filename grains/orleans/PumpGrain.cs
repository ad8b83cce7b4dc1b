using Orleans.Concurrency;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the work of the cluster that is given to it.</summary>
public interface IPumpHost
{
    /// <summary>Does a kind of work from now on.</summary>
    Task StartAsync(string pump);

    /// <summary>Ends when nothing of it is done here any more.</summary>
    Task StopAsync(string pump);
}

/// <summary>
/// Where a kind of work is done. The work itself rests on the store: whoever takes it over after a loss goes on with what is there. For a moment two silos may
/// believe to have it; then inputs come twice, which their customers know by what they are, and effects go out twice under the same key.
/// </summary>
[GrainType("pump"), KeepAlive, Reentrant]
public sealed class PumpGrain(IPumpHost host) : Grain, IPumpGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => host.StartAsync(this.GetPrimaryKeyString());

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => host.StopAsync(this.GetPrimaryKeyString());

    public Task KeepAsync() => Task.CompletedTask;
}
