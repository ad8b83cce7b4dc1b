using System.Collections.Immutable;

namespace JourneyOrchestrator.Workflows.Kernel;

/// <summary>On whose behalf something is asked for. No actor: whoever calls may do everything.</summary>
/// <param name="Id">Who it is: a member of staff, or, of <paramref name="IsCustomer"/>, a customer. Null: somebody of these roles.</param>
/// <param name="Roles">Roles that the actor has in every case; default: all there are.</param>
/// <param name="IsCustomer">The id is a customer's. Roles that a case gives to staff are not meant by it, whatever the id is.</param>
public sealed record Actor(string? Id, ImmutableArray<string> Roles, bool IsCustomer = false)
{
    /// <summary>Somebody who may do everything, and is known by name only.</summary>
    public static Actor Anybody(string? id = null) => new(id, default);

    /// <summary>What somebody is told who has none of the roles that something takes.</summary>
    public static string Lacks(ImmutableArray<string> roles) => $"This needs the role {string.Join(" or ", roles.Select(role => $"'{role}'"))} in the case.";

    /// <summary>The customer, in a case of their own.</summary>
    public static Actor Customer(string id) => new(id, [Definitions.RolePlan.Owner], true);
}

/// <summary>Who has a role in a case. <paramref name="Hears"/>: types of that customer's events that reach the case; none of the owner's own, which do so anyway.</summary>
public sealed record RoleHolder(string Role, string Who, bool Customer, ImmutableArray<string> Hears);
