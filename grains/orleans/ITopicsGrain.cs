namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>
/// The topic events of the cluster on their way, of which one silo at a time tells the followers. What operators do about them waits there for those who are
/// being told. Contents are UTF-8 JSON of what the port has: see <see cref="Wire.TopicWire"/>; null: the store does not answer now, ask again.
/// </summary>
[Alias("journey.ITopicsGrain")]
public interface ITopicsGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that followers are told somewhere.</summary>
    [Alias("keep")]
    Task KeepAsync();

    /// <summary>How far events have come, and how fast they go.</summary>
    [Alias("fanOuts")]
    Task<byte[]?> FanOutsAsync(long after, int limit);

    [Alias("pause")]
    Task<byte[]?> PauseAsync(byte[] act);

    [Alias("resume")]
    Task<byte[]?> ResumeAsync(byte[] act);

    [Alias("withdraw")]
    Task<byte[]?> WithdrawAsync(byte[] act);
}
