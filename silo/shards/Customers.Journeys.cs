using JourneyOrchestrator.Grains.Ports;
using JourneyOrchestrator.Workflows.Definitions;

namespace JourneyOrchestrator.Silo.Shards;

public sealed partial class Customers
{
    public JourneyCatalog Journeys => host.Journeys;

    public ValueTask<SavedJourney> SaveJourneyAsync(byte[] elsaJson, bool publish, CancellationToken cancel = default) =>
        host.Gate.WriteAsync(() => shelf.SaveAsync(elsaJson, publish, cancel));

    public ValueTask<SavedJourney?> PublishJourneyAsync(string journeyId, CancellationToken cancel = default) =>
        host.Gate.WriteAsync(() => shelf.PublishAsync(journeyId, cancel));

    public ValueTask<IReadOnlyList<JourneyRow>> StoredJourneysAsync(CancellationToken cancel = default) => host.Store.JourneysAsync(cancel);
}
