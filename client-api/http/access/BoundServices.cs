using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The services of a request whose key is for one customer: every door gets customers that are that one alone.</summary>
internal sealed class BoundServices(IServiceProvider all, string customer) : IServiceProvider
{
    public object? GetService(Type serviceType)
    {
        var service = all.GetService(serviceType);
        return service switch
        {
            ICustomers customers when serviceType == typeof(ICustomers) => new BoundCustomers(customers, customer),
            ILiveEntries live when serviceType == typeof(ILiveEntries) => new BoundEntries(live, (ICustomers)all.GetService(typeof(ICustomers))!, customer),
            _ => service,
        };
    }
}
