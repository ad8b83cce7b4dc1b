using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>What a key for one customer may do with a call.</summary>
public enum BoundKeys
{
    /// <summary>Nothing: the call is about many, or about none.</summary>
    Refused,
    /// <summary>The customer of the path, <c>{id}</c>, must be its own.</summary>
    OwnPath,
    /// <summary>All that the call reaches goes through <see cref="BoundCustomers"/>, which lets it see its own only.</summary>
    OwnOnly,
}

/// <summary>Who may make a call. Every endpoint declares it; one that did not would need all scopes.</summary>
/// <param name="Key">False: no key is needed.</param>
public sealed record CallAccess(bool Key, Scopes Scopes, BoundKeys Bound)
{
    private static readonly CallAccess Undeclared = new(true, Scopes.All, BoundKeys.Refused);

    // What routing answers by itself, such as 405, tells nothing but that; still it wants a key.
    private static readonly CallAccess Nothing = new(true, Scopes.None, BoundKeys.OwnOnly);

    internal static CallAccess Open { get; } = new(false, Scopes.None, BoundKeys.OwnOnly);

    public static CallAccess Of(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<CallAccess>() ?? (endpoint is RouteEndpoint ? Undeclared : Nothing);
}

/// <summary>Declares who may make calls.</summary>
internal static class CallAccessDeclarations
{
    public static T Needs<T>(this T calls, Scopes scopes, BoundKeys bound = BoundKeys.Refused) where T : IEndpointConventionBuilder =>
        calls.WithMetadata(new CallAccess(true, scopes, bound));

    /// <summary>Takes these calls without a key.</summary>
    public static T ForEverybody<T>(this T calls) where T : IEndpointConventionBuilder => calls.WithMetadata(CallAccess.Open);
}
