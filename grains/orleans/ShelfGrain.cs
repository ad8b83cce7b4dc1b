using JourneyOrchestrator.Grains.Orleans.Wire;

namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>What a silo does for the one place where journeys are saved.</summary>
public interface IShelfHost
{
    Task<Ports.SavedJourney> SaveAsync(byte[] elsaJson, bool publish);

    Task<Ports.SavedJourney?> PublishAsync(string journeyId);
}

/// <summary>Saves journeys, one after the other.</summary>
[GrainType("shelf")]
public sealed class ShelfGrain(IShelfHost host) : Grain, IShelfGrain
{
    public async Task<byte[]> SaveAsync(byte[] elsaJson, bool publish) => JourneyWire.Write(await host.SaveAsync(elsaJson, publish));

    public async Task<byte[]?> PublishAsync(string journeyId) => await host.PublishAsync(journeyId) is { } saved ? JourneyWire.Write(saved) : null;
}
