using System.Collections.Immutable;
using JourneyOrchestrator.Workflows.Kernel;
using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Who makes a call.</summary>
/// <param name="Name">The key's name; <c>local</c> while no keys are configured.</param>
/// <param name="Customer">The only customer that this caller may see and act for; null: all of them.</param>
public sealed record Caller(string Name, Scopes Scopes, string? Customer = null)
{
    /// <summary>Roles that the caller has in every case; default: all there are.</summary>
    public ImmutableArray<string> Roles { get; init; }

    /// <summary>The member of staff who calls, and nobody else; null: whoever the call names.</summary>
    public string? Person { get; init; }

    /// <summary>On whose behalf cases are acted on (docs/actors.md); null: the caller may do everything.</summary>
    public Actor? Actor => Customer is { } own ? Actor.Customer(own) : Person is null && Roles.IsDefault ? null : new Actor(Person, Roles);

    /// <summary>May the caller say that this person did it?</summary>
    public bool MaySpeakFor(string? by) => Person is null || by is null || string.Equals(Person, by, StringComparison.Ordinal);

    /// <summary>A program of this machine, while no keys are configured: it may do everything.</summary>
    public static Caller Local { get; } = new("local", Scopes.All);

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Local;

    public bool May(Scopes scope) => (Scopes & scope) == scope;

    public bool MaySee(string customerId) => Customer is null || string.Equals(Customer, customerId, StringComparison.Ordinal);
}
