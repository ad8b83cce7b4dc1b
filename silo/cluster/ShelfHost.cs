using JourneyOrchestrator.Grains.Orleans;
using JourneyOrchestrator.Grains.Ports;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Saves journeys for the cluster, and sees to it that every silo knows them.</summary>
internal sealed class ShelfHost(Node node) : IShelfHost
{
    public async Task<SavedJourney> SaveAsync(byte[] elsaJson, bool publish)
    {
        await node.Local.ReloadJourneysAsync().ConfigureAwait(false);   // what was published where this place was before
        var saved = await node.Local.SaveJourneyAsync(elsaJson, publish).ConfigureAwait(false);
        if (saved is { Saved: true, Published: true }) await node.Notes.ReloadJourneysAsync().ConfigureAwait(false);
        return saved;
    }

    public async Task<SavedJourney?> PublishAsync(string journeyId)
    {
        await node.Local.ReloadJourneysAsync().ConfigureAwait(false);
        var saved = await node.Local.PublishJourneyAsync(journeyId).ConfigureAwait(false);
        if (saved is { Saved: true }) await node.Notes.ReloadJourneysAsync().ConfigureAwait(false);
        return saved;
    }
}
