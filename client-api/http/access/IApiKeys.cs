using System.Threading.RateLimiting;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>The API keys of a host. A host without this service has none.</summary>
public interface IApiKeys
{
    /// <summary>Calls need a key. False: none are configured, and only programs of this machine may call.</summary>
    bool Required { get; }

    /// <summary>Whose key it is; null: nobody's, or no longer.</summary>
    KeyHolder? Find(string key);
}

/// <summary>Who has a key.</summary>
/// <param name="Limiter">Counts the requests made with it; null: there is no limit.</param>
public sealed record KeyHolder(Caller Caller, RateLimiter? Limiter);
