using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Live entries as the key of one customer sees them.</summary>
internal sealed class BoundEntries(ILiveEntries all, ICustomers customers, string own) : ILiveEntries
{
    public async ValueTask<ReadResult<ILiveFeed>> FollowAsync(string customerId, long? after, CancellationToken cancel = default)
    {
        var status = (await new BoundCustomers(customers, own).ReadAsync(customerId, static _ => true, null, cancel)).Status;
        return status == ReadStatus.Found ? await all.FollowAsync(customerId, after, cancel) : new(status);
    }

    public ValueTask<ILiveFeed> FollowAllAsync(long? after, CancellationToken cancel = default) =>
        throw new InvalidOperationException("The gate lets no key of one customer make this call.");
}
