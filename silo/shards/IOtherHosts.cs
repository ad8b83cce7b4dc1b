using JourneyOrchestrator.Grains.Customers;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

/// <summary>How what happens with a customer here reaches others who may be with another host, where several share a store. A host alone has no need of it.</summary>
public interface IOtherHosts
{
    /// <summary>As <see cref="ICustomerInbox.HandleAsync"/>, wherever the customers are.</summary>
    ValueTask<Receipt[]> HandleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancel = default);

    /// <summary>The last committed state of a customer, wherever that one is.</summary>
    ValueTask<ReadResult<T>> CommittedAsync<T>(string customerId, Func<CustomerState, T> view, CancellationToken cancel = default);

    /// <summary>Ends when every host has done <see cref="Customers.ForgetAsync"/> of an erased person.</summary>
    Task ForgetAsync(long person);

    /// <summary>Ends when the host of a customer has done <see cref="Customers.RefoldAsync"/>.</summary>
    Task RefoldAsync(string customerId);
}
