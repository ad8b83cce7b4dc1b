using JourneyOrchestrator.Grains.Orleans.Wire;
using Orleans.Runtime;
using Orleans.Runtime.Services;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Tells all silos, and ends when all that are there have done it: one that is lost meanwhile need not.</summary>
public sealed class HostNotes(IServiceProvider services, IClusterMembershipService cluster) : GrainServiceClient<IHostNotes>(services)
{
    public Task ForgetAsync(long person) => AllAsync(silo => silo.ForgetAsync(person));

    public Task ReloadJourneysAsync() => AllAsync(silo => silo.ReloadJourneysAsync());

    /// <summary>Hands a bundle to a silo.</summary>
    public Task<CustomerReceipts?[]> DeliverAsync(SiloAddress silo, CustomerBundle bundle) => GetGrainService(silo).DeliverAsync(bundle);

    private Task AllAsync(Func<IHostNotes, Task> tell) => Task.WhenAll(
        cluster.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => TellAsync(member.SiloAddress, tell)));

    private async Task TellAsync(SiloAddress silo, Func<IHostNotes, Task> tell) => await GrainCalls.RetryAsync(async () =>
    {
        if (cluster.CurrentSnapshot.GetSiloStatus(silo) != SiloStatus.Active) return true;
        await tell(GetGrainService(silo)).ConfigureAwait(false);
        return true;
    }, static done => done).ConfigureAwait(false);
}
