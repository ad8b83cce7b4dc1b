namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>Work of the cluster that one silo does at a time: timers, the outbox, erasures that were cut short. The key says which. It is where the grain is.</summary>
[Alias("journey.IPumpGrain")]
public interface IPumpGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that the work is done somewhere. Every silo asks once a second.</summary>
    [Alias("keep")]
    Task KeepAsync();
}
