using System.Threading.RateLimiting;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The API keys of a host, as they are now. A host brings it; without one, or while there are no keys, only programs of this machine may call.</summary>
public interface IKeyRing
{
    /// <summary>Calls need a key. True from the first key on, also when all have been revoked since: a host does not open up by losing its keys.</summary>
    bool Required { get; }

    /// <summary>The key of this text; null: there is none, or it was revoked.</summary>
    ApiKey? Find(string text);

    /// <summary>Drops the keys of one customer, who was erased.</summary>
    void Forget(string customer);
}

/// <summary>A key that opens doors.</summary>
/// <param name="Expires">Not from then on; null: it does not expire.</param>
/// <param name="Limit">What it may ask for in a time; null: no limit of its own.</param>
public sealed record ApiKey(Caller Caller, DateTimeOffset? Expires, TokenBucketRateLimiter? Limit);
