namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>Where journeys are saved: in one place of the cluster, so that versions follow each other. When an answer comes, every silo knows what was published.</summary>
[Alias("journey.IShelfGrain")]
public interface IShelfGrain : IGrainWithIntegerKey
{
    /// <returns>UTF-8 JSON: see <see cref="Wire.JourneyWire"/>.</returns>
    [Alias("save")]
    Task<byte[]> SaveAsync(byte[] elsaJson, bool publish);

    /// <summary>Publishes the newest draft; null: no such journey.</summary>
    [Alias("publish")]
    Task<byte[]?> PublishAsync(string journeyId);
}
