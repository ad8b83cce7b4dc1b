using JourneyOrchestrator.Grains.Orleans.Wire;
using Orleans.Services;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>What one silo has to tell all others, each of which answers when it is done.</summary>
[Alias("journey.IHostNotes")]
public interface IHostNotes : IGrainService
{
    /// <summary>A person, by key, was erased: drop all that is held of them.</summary>
    [Alias("forget")]
    Task ForgetAsync(long person);

    /// <summary>Hands inputs to customers who are with this silo.</summary>
    /// <returns>Of each customer the receipts; null: that one is not here.</returns>
    [Alias("deliver")]
    Task<CustomerReceipts?[]> DeliverAsync(CustomerBundle bundle);

    /// <summary>A journey was published.</summary>
    [Alias("journeys")]
    Task ReloadJourneysAsync();
}
