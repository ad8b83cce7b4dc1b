using Microsoft.AspNetCore.Builder;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>What a key must have for a call.</summary>
/// <param name="Scope">The scope; <see cref="Scopes.None"/>: any key will do.</param>
/// <param name="ForOne">A key of one customer may make the call too; it sees and does what is that customer's.</param>
/// <param name="Open">Anybody may make the call, with or without a key.</param>
internal sealed record Needs(Scopes Scope, bool ForOne = true, bool Open = false);

/// <summary>Declares what calls need; <see cref="AccessGate"/> refuses those that declare nothing. What an endpoint says goes before what its group says.</summary>
internal static class NeedsExtensions
{
    public static T Needs<T>(this T call, Scopes scope, bool forOne = true) where T : IEndpointConventionBuilder => call.WithMetadata(new Needs(scope, forOne));

    public static T Open<T>(this T call) where T : IEndpointConventionBuilder => call.WithMetadata(new Needs(Scopes.None, Open: true));
}
