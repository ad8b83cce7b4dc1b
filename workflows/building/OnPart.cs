using System.Text.Json.Nodes;
using JourneyOrchestrator.Workflows.Facts;
using JourneyOrchestrator.Workflows.Kernel;

namespace JourneyOrchestrator.Workflows.Building;

/// <summary>Something that a criterion waits for: an event of an item. Items hand out those that they can have (<c>task.Completed</c>, <c>milestone.Occurred</c>).</summary>
public sealed record OnPart
{
    private readonly string source;
    private readonly ItemTransition transition;
    private readonly string? exitCriterion;

    internal OnPart(string source, ItemTransition transition, string? exitCriterion = null) => (this.source, this.transition, this.exitCriterion) = (source, transition, exitCriterion);

    internal JsonObject Json
    {
        get
        {
            var json = new JsonObject { ["source"] = source, ["standardEvent"] = FactNames.Of(transition) };
            if (exitCriterion is not null) json["exitCriterionRef"] = exitCriterion;
            return json;
        }
    }
}
