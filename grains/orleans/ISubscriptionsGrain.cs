namespace JourneyOrchestrator.Grains.Orleans;

/// <summary>The subscriptions of the cluster, which one silo tells at a time. Contents are UTF-8 JSON of what the port has: see <see cref="Wire.SubscriptionWire"/>.</summary>
[Alias("journey.ISubscriptionsGrain")]
public interface ISubscriptionsGrain : IGrainWithIntegerKey
{
    /// <summary>Sees to it that the subscriptions are told somewhere.</summary>
    [Alias("keep")]
    Task KeepAsync();

    [Alias("add")]
    Task<byte[]> AddAsync(byte[] wish);

    [Alias("list")]
    Task<byte[]> ListAsync();

    /// <summary>Null: there is none of this id; so of what follows.</summary>
    [Alias("find")]
    Task<byte[]?> FindAsync(string id);

    [Alias("remove")]
    Task<bool> RemoveAsync(string id);

    [Alias("pause")]
    Task<byte[]?> PauseAsync(string id);

    [Alias("resume")]
    Task<byte[]?> ResumeAsync(string id);

    [Alias("rotate")]
    Task<string?> RotateAsync(string id);

    [Alias("test")]
    Task<byte[]?> TestAsync(string id);
}
