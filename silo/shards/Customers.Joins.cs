using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    /// <summary>The person was erased while the visitor was on the way to be joined: what is known of the visitor is known of that person.</summary>
    private async Task EraseOrphanAsync(string visitor)
    {
        try
        {
            await EraseAsync(visitor, "joined to a person who was erased").ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The effect that joins is still in the outbox and asks for it again.
            if (error is not StoreUnwritableException) host.Log.VisitorNotErased(error);
        }
    }
}
