using Microsoft.AspNetCore.Http;

namespace JourneyOrchestrator.ClientApi.Http.Access;

/// <summary>Who makes a call.</summary>
/// <param name="Name">The key's name; <c>local</c> while no keys are configured.</param>
/// <param name="Customer">The only customer that this caller may see and act for; null: all of them.</param>
public sealed record Caller(string Name, Scopes Scopes, string? Customer = null)
{
    /// <summary>A program of this machine, while no keys are configured: it may do everything.</summary>
    public static Caller Local { get; } = new("local", Scopes.All);

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Local;

    public bool May(Scopes scope) => (Scopes & scope) == scope;

    public bool MaySee(string customerId) => Customer is null || string.Equals(Customer, customerId, StringComparison.Ordinal);
}
