using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace JourneyOrchestrator.Silo.Cluster;

/// <summary>Takes what other silos tell this one.</summary>
public sealed class HostNotesService(GrainId id, global::Orleans.Runtime.Silo silo, ILoggerFactory logs, Node node) : GrainService(id, silo, logs), IHostNotes
{
    public Task ForgetAsync(long person) => node.Local.ForgetAsync(person);

    public Task ReloadJourneysAsync() => node.Local.ReloadJourneysAsync();
}
