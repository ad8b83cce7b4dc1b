using JourneyOrchestrator.Grains.Orleans.Wire;
using Orleans.Concurrency;
using Orleans.Placement;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>
/// Stands before a customer in the silo that has them. It holds no state: the silo's shards take turns of one customer in the order in which they were handed
/// over, decide and commit them with those of others, so that one call need not wait for another's disk sync; hence it may interleave.
/// </summary>
[GrainType("customer"), Reentrant, HashBasedPlacement]
public sealed class CustomerGrain(ICustomerHost host) : Grain, ICustomerGrain, ICustomerPlace
{
    private string Id => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => await host.ArriveAsync(Id, this);

    /// <summary>Does not run when the silo is lost: nothing depends on it but that whoever comes next need not load what was just written.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => host.LeaveAsync(Id);

    public Task<CustomerReceipts> HandleAsync(CustomerInputs inputs) => host.HandleAsync(Id, inputs);

    public Task<CustomerSnapshot> ReadAsync() => host.ReadAsync(Id);

    public Task<byte[]> EraseAsync(string purpose) => host.EraseAsync(Id, purpose);

    public Task RefoldAsync() => host.RefoldAsync(Id);

    public void GiveUp() => DeactivateOnIdle();
}
