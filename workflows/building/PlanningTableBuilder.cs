using System.Text.Json.Nodes;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>A planning table of a stage: what it demands counts for each item in it, and for the tables within it.</summary>
public sealed class PlanningTableBuilder
{
    internal PlanningTableBuilder(string id, PlanningTableBuilder? within)
    {
        Json = new JsonObject { ["id"] = Id = id };
        if (within is not null) Json["in"] = within.Id;
    }

    public string Id { get; }

    internal JsonObject Json { get; }

    /// <summary>Its items can be planned while this (CEL) holds.</summary>
    public PlanningTableBuilder When(string condition)
    {
        Json["applicability"] = condition;
        return this;
    }

    /// <summary>Who may plan its items: one of these.</summary>
    public PlanningTableBuilder By(params IReadOnlyCollection<RoleBuilder> roles)
    {
        Json["roles"] = RoleBuilder.Ids(roles);
        return this;
    }
}
