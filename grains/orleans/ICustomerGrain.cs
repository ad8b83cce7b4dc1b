using JourneyOrchestrator.Grains.Orleans.Wire;
using Orleans.Concurrency;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>One customer in a cluster; the key is the id as it arrived. Orleans decides which silo has the customer, the silo runs the turns.</summary>
[Alias("journey.ICustomerGrain")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Hands over inputs; every turn is durable when its receipt comes.</summary>
    [Alias("handle")]
    Task<CustomerReceipts> HandleAsync(CustomerInputs inputs);

    /// <summary>The last committed state.</summary>
    [Alias("read"), AlwaysInterleave]
    Task<CustomerSnapshot> ReadAsync();

    /// <summary>Erases the person. Who was joined to another is erased with that one, and is to be asked for under that one's id.</summary>
    /// <returns>UTF-8 JSON: see <see cref="ErasureWire"/>.</returns>
    [Alias("erase")]
    Task<byte[]> EraseAsync(string purpose);

    /// <summary>Drops memory and snapshot: the state is folded anew.</summary>
    [Alias("refold")]
    Task RefoldAsync();
}
