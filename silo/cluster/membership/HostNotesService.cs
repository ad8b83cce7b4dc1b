using JourneyOrchestrator.Grains.Orleans.Wire;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Takes what other silos tell this one.</summary>
public sealed class HostNotesService(GrainId id, global::Orleans.Runtime.Silo silo, ILoggerFactory logs, Node node) : GrainService(id, silo, logs), IHostNotes
{
    public Task ForgetAsync(long person) => node.Local.ForgetAsync(person);

    public Task<CustomerReceipts?[]> DeliverAsync(CustomerBundle bundle) => Task.WhenAll(bundle.Customers.Select((customer, i) => TakeAsync(customer, bundle.Inputs[i])));

    public Task ReloadJourneysAsync() => node.Local.ReloadJourneysAsync();

    private async Task<CustomerReceipts?> TakeAsync(string customer, CustomerInputs inputs) =>
        node.Host.Has(customer) ? await node.Host.HandleAsync(customer, inputs) : null;
}
