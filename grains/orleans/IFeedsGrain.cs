namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>The feeds of the cluster, which one silo reads and is sent at a time. Contents are UTF-8 JSON of what the port has: see <see cref="Wire.FeedWire"/>.</summary>
[Alias("journey.IFeedsGrain")]
public interface IFeedsGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that the feeds are read somewhere.</summary>
    [Alias("keep")]
    Task KeepAsync();

    [Alias("list")]
    Task<byte[]> ListAsync();

    /// <summary>Null: there is no such feed.</summary>
    [Alias("push")]
    Task<byte[]?> PushAsync(string name, byte[] document);
}
