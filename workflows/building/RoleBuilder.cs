using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>A role that somebody has in a case (docs/actors.md). Where an input wants a role it can be given as it is.</summary>
public sealed class RoleBuilder
{
    internal RoleBuilder(string id) => Json = new JsonObject { ["id"] = Id = id };

    /// <summary>The role of the customer whose case it is, which needs no declaration.</summary>
    public static RoleBuilder Customer { get; } = new(Definitions.RolePlan.Owner);

    public string Id { get; }

    internal JsonObject Json { get; }

    /// <summary>What people read; without it the id.</summary>
    public RoleBuilder Named(string name)
    {
        Json["name"] = name;
        return this;
    }

    /// <summary>Who has it from the start.</summary>
    public RoleBuilder AssignedTo(Input holder)
    {
        Json["assigned"] = holder.Json;
        return this;
    }

    /// <summary>Its holder is another customer.</summary>
    /// <param name="hears">Types of that customer's events that reach the case.</param>
    public RoleBuilder OfAnotherCustomer(params IReadOnlyCollection<string> hears)
    {
        Json["customer"] = true;
        if (hears.Count > 0) Json["hears"] = new JsonArray([.. hears.Select(h => (JsonNode)h)]);
        return this;
    }

    public static implicit operator Input(RoleBuilder role) => role.Id;

    internal static JsonArray Ids(IEnumerable<RoleBuilder> roles) => new([.. roles.Select(r => (JsonNode)r.Id)]);

    /// <summary>Adds a right to the <c>rights</c> of a journey or an item.</summary>
    internal static void Allow(JsonObject owner, string operation, IEnumerable<RoleBuilder> roles) => owner.Object("rights")[operation] = Ids(roles);
}
